package io.serai.processors.cache.semantic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One quotes what the other does not say, letter by letter. Quotes, code between backticks and code blocks count. */
final class QuoteVeto implements Veto {

    private static final String OPENING = "\"„“«`”";
    private static final String CLOSING = "\"“”»`”";

    @Override
    public String name() {
        return "quote";
    }

    @Override
    public boolean speaks(Reading one, Reading other) {
        return isQuoteMissing(one.text(), other.text()) || isQuoteMissing(other.text(), one.text());
    }

    private static boolean isQuoteMissing(String text, String other) {
        List<String> quotes = quotes(text);
        if (quotes.isEmpty()) {
            return false;
        }
        String whole = plain(other);
        return quotes.stream().anyMatch(quote -> !whole.contains(plain(quote)));
    }

    private static List<String> quotes(String text) {
        List<String> quotes = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int kind = OPENING.indexOf(text.charAt(at));
            int end = kind < 0 ? -1 : end(text, at + 1, CLOSING.charAt(kind));
            if (end > at + 1) {
                quotes.add(text.substring(at + 1, end));
                at = end;
            }
            at++;
        }
        return quotes;
    }

    private static int end(String text, int from, char closing) {
        int end = text.indexOf(closing, from);
        return end < 0 && closing != '"' ? text.indexOf('"', from) : end;
    }

    /** Spaces and the mark before the closing quote are a matter of taste. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        String lower = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (!Character.isWhitespace(c) && OPENING.indexOf(c) < 0 && CLOSING.indexOf(c) < 0) {
                plain.append(c);
            }
        }
        int end = plain.length();
        while (end > 0 && ".,?!".indexOf(plain.charAt(end - 1)) >= 0) {
            end--;
        }
        return plain.substring(0, end);
    }
}
