package io.serai.processors.audit;

/**
 * The only texts that get into the audit log: names and numbers. Blanks, quotes and control characters are not among their characters, and
 * long runs of letters and digits, which keys, tokens and signatures are made of, are cut out.
 */
final class PlainName {

    static final int LONGEST = 200;

    /** Stands for a text, or its part, that was not a name. */
    static final String WITHHELD = "withheld";

    // Ids of ours have 22 letters and digits in a row, a UUID without dashes 32; keys of providers begin at 39.
    private static final int LONGEST_RUN = 32;
    private static final String MARKS = "_-.:/@+|,*{}%=~#[]$";

    private PlainName() {}

    /** The text itself where it is a name; {@link #WITHHELD} where it is not. */
    static String of(String text) {
        if (text.length() > LONGEST) {
            return WITHHELD;
        }
        int run = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (isLetterOrDigit(c)) {
                run++;
                if (run > LONGEST_RUN) {
                    return WITHHELD;
                }
            } else if (MARKS.indexOf(c) >= 0) {
                run = 0;
            } else {
                return WITHHELD;
            }
        }
        return isKey(text) ? WITHHELD : text;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** Keys of ours and of the large providers, and tokens, whatever their length. */
    private static boolean isKey(String text) {
        return text.contains("serai_") || text.startsWith("sk-") || text.startsWith("eyJ") || text.startsWith("AIza");
    }
}
