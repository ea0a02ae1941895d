package io.serai.processors.cache.semantic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers differ: 2023 is not 2024, five is not six. {@code 1,000}, {@code 1000} and {@code thousand} are the same, {@code 7 to 9} and
 * {@code 9 to 7} are not.
 */
final class NumberVeto implements Veto {

    /** By word its value; without <i>one</i>, which seldom counts. */
    private static final Map<String, Long> SPELLED = spelled();

    @Override
    public String name() {
        return "number";
    }

    @Override
    public boolean speaks(Reading one, Reading other) {
        return !numbers(one.tokens()).equals(numbers(other.tokens()));
    }

    /** Whether a word is one. */
    static boolean isNumber(Token token) {
        return SPELLED.containsKey(token.word());
    }

    private static List<String> numbers(List<Token> tokens) {
        List<String> numbers = new ArrayList<>();
        int at = 0;
        while (at < tokens.size()) {
            Token token = tokens.get(at);
            if (token.kind() == Token.Kind.NUMBER) {
                numbers.add(canonical(token.word()));
            } else if (SPELLED.containsKey(token.word())) {
                int end = at + 1;
                while (end < tokens.size()
                        && SPELLED.containsKey(tokens.get(end).word())) {
                    end++;
                }
                numbers.add(String.valueOf(value(tokens.subList(at, end))));
                at = end - 1;
            }
            at++;
        }
        return numbers;
    }

    /** Of {@code two hundred five} 205. */
    private static long value(List<Token> spelled) {
        long sum = 0;
        long part = 0;
        for (Token token : spelled) {
            long value = SPELLED.getOrDefault(token.word(), 0L);
            if (value >= 1000) {
                sum += Math.max(1, part) * value;
                part = 0;
            } else if (value == 100) {
                part = Math.max(1, part) * value;
            } else {
                part += value;
            }
        }
        return sum + part;
    }

    /** Without marks between thousands, and without zeros that say nothing. */
    private static String canonical(String number) {
        StringBuilder plain = new StringBuilder(number.length());
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (Character.isDigit(c) || !isBetweenThousands(number, i)) {
                plain.append(c == ',' ? '.' : c);
            }
        }
        String text = plain.toString();
        if (text.indexOf('.') > 0 && text.indexOf('.') == text.lastIndexOf('.')) {
            int end = text.length();
            while (text.charAt(end - 1) == '0') {
                end--;
            }
            return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
        }
        return text;
    }

    private static boolean isBetweenThousands(String number, int at) {
        char c = number.charAt(at);
        if (c != ',' && c != '.' && c != '\'') {
            return false;
        }
        int digits = 0;
        while (at + 1 + digits < number.length() && Character.isDigit(number.charAt(at + 1 + digits))) {
            digits++;
        }
        return digits == 3 && at > 0 && number.charAt(0) != '0';
    }

    private static Map<String, Long> spelled() {
        Map<String, Long> values = new HashMap<>();
        for (String line : Lexicon.lines("numbers")) {
            List<String> parts = Lexicon.split(line);
            parts.subList(1, parts.size()).forEach(word -> values.put(word, Long.valueOf(parts.get(0))));
        }
        String[] ones = {"ein", "zwei", "drei", "vier", "fuenf", "sechs", "sieben", "acht", "neun"};
        String[] tens = {"zwanzig", "dreissig", "vierzig", "fuenfzig", "sechzig", "siebzig", "achtzig", "neunzig"};
        for (int ten = 0; ten < tens.length; ten++) {
            for (int one = 0; one < ones.length; one++) {
                values.put(ones[one] + "und" + tens[ten], (ten + 2) * 10L + one + 1);
            }
        }
        return Map.copyOf(values);
    }
}
