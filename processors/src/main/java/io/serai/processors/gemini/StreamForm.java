package io.serai.processors.gemini;

/**
 * How a stream is written: by the query's {@code alt}, one of Google's <a
 * href="https://cloud.google.com/apis/docs/system-parameters">system parameters</a>, which may have a dollar sign.
 */
enum StreamForm {
    /** Server-sent events, as all of Google's SDKs ask for. */
    EVENTS,
    /** One JSON array, element by element. */
    ARRAY;

    static StreamForm of(String query) {
        StreamForm form = ARRAY;
        for (int from = 0; from < query.length(); ) {
            int next = query.indexOf('&', from);
            int end = next < 0 ? query.length() : next;
            String parameter = query.substring(from, end);
            if (parameter.startsWith("alt=")) {
                form = ofWord(parameter.substring("alt=".length()));
            } else if (parameter.startsWith("$alt=")) {
                form = ofWord(parameter.substring("$alt=".length()));
            } else if (parameter.startsWith("%24alt=")) {
                form = ofWord(parameter.substring("%24alt=".length()));
            }
            from = end + 1;
        }
        return form;
    }

    private static StreamForm ofWord(String word) {
        return switch (word) {
            case "sse" -> EVENTS;
            case "json", "json;enum-encoding=string", "" -> ARRAY;
            default -> throw Posted.unknownForm();
        };
    }
}
