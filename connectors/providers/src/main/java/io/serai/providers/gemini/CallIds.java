package io.serai.providers.gemini;

/**
 * Identifiers for function calls to which Gemini gives none, as models before Gemini 3 do. They are recognised when they come back, and
 * not told to Gemini: its calls stay as it wrote them.
 *
 * @param answer the answer's own identifier
 */
record CallIds(String answer) {

    private static final String PREFIX = "call_gemini_";

    /** @param call which one of the candidate's calls, from 0 */
    String of(int candidate, int call) {
        return PREFIX + answer + (candidate == 0 ? "_" : "_" + candidate + "_") + call;
    }

    static boolean isOurs(String id) {
        return id.startsWith(PREFIX);
    }
}
