package io.serai.processors.cache.semantic;

import io.serai.processors.cache.semantic.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts a question into tokens. One for each text, used by one thread. */
final class Tokenizer {

    /** What may stand within a token, between two letters or digits. */
    private static final String JOINTS = "_.,:/\\@'’-+#&";
    /** What makes a token none of plain language. */
    private static final String CODE = "_./\\@:#&";

    private static final String SIGNS = "%$€£¥°";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private boolean sentenceBegins = true;

    private Tokenizer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) {
        Tokenizer tokenizer = new Tokenizer(text);
        tokenizer.read();
        return tokenizer.tokens;
    }

    private void read() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Words.isIdeographic(c)) {
                // Written without spaces: each sign is taken for a word.
                add(text.substring(at, at + 1), Kind.WORD);
                at++;
            } else if (Character.isLetterOrDigit(c)) {
                int end = end(at);
                cut(text.substring(at, end));
                at = end;
            } else {
                mark(c);
                at++;
            }
        }
    }

    private void mark(char c) {
        if (SIGNS.indexOf(c) >= 0) {
            add(String.valueOf(c), Kind.SIGN);
        } else if (c == '.' || c == '?' || c == '!' || c == ':' || c == '\n' || c == '"' || c == '„' || c == '“') {
            sentenceBegins = true;
        }
    }

    private int end(int from) {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean joint = JOINTS.indexOf(c) >= 0 && at + 1 < text.length() && isPart(text.charAt(at + 1));
            if (!isPart(c) && !joint) {
                break;
            }
            at++;
        }
        // C++, C#
        while (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '#') && at - from <= 2) {
            at++;
        }
        return at;
    }

    private static boolean isPart(char c) {
        return Character.isLetterOrDigit(c) && !Words.isIdeographic(c);
    }

    private void cut(String run) {
        if (isNumber(run)) {
            add(run, Kind.NUMBER);
        } else if (Character.isDigit(run.charAt(0)) && unitBegins(run) > 0) {
            int unit = unitBegins(run);
            add(run.substring(0, unit), Kind.NUMBER);
            add(run.substring(unit), Kind.WORD);
        } else if (isIdentifier(run)) {
            add(run, Kind.IDENTIFIER);
        } else {
            words(run);
        }
    }

    /** Where {@code 5km} goes on after its digits, if letters are all that follows; else 0. */
    private static int unitBegins(String run) {
        int at = 0;
        while (at < run.length()
                && (Character.isDigit(run.charAt(at)) || run.charAt(at) == '.' || run.charAt(at) == ',')) {
            at++;
        }
        for (int i = at; i < run.length(); i++) {
            if (!Character.isLetter(run.charAt(i))) {
                return 0;
            }
        }
        return at;
    }

    private static boolean isNumber(String run) {
        for (int i = 0; i < run.length(); i++) {
            char c = run.charAt(i);
            if (Character.isLetter(c) || c == '_' || c == '@' || c == '#') {
                return false;
            }
        }
        return true;
    }

    private static boolean isIdentifier(String run) {
        boolean lower = false;
        for (int i = 0; i < run.length(); i++) {
            char c = run.charAt(i);
            if (Character.isDigit(c) || (CODE.indexOf(c) >= 0 && c != '/' && c != '&') || c == '+') {
                return true;
            }
            if (lower && Character.isUpperCase(c)) {
                return true;
            }
            lower = Character.isLowerCase(c);
        }
        return false;
    }

    /** Hyphens and slashes join words; an apostrophe and what follows stays with its word. */
    private void words(String run) {
        int from = 0;
        for (int i = 0; i <= run.length(); i++) {
            if (i == run.length() || "-/,&".indexOf(run.charAt(i)) >= 0) {
                if (i > from) {
                    word(run.substring(from, i));
                }
                from = i + 1;
            }
        }
    }

    private void word(String word) {
        boolean capital = Character.isUpperCase(word.charAt(0));
        boolean capitals = word.length() > 1 && capital && Character.isUpperCase(word.charAt(1));
        // "I" is the one word that is always written so.
        boolean name = capitals || (capital && !sentenceBegins && !word.equals("I") && !word.startsWith("I'"));
        add(word, name ? Kind.CAPITALISED : Kind.WORD);
    }

    private void add(String written, Kind kind) {
        String word = Words.folded(written);
        tokens.add(new Token(written, word, kind == Kind.NUMBER ? word : Words.stem(word), kind));
        sentenceBegins = false;
    }
}
