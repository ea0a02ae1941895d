package io.serai.processors.check;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads what a model says that was asked for a verdict. Models add words of their own; what says two things at once says nothing. Pure.
 */
public final class JudgeWords {

    private static final Pattern YES_OR_NO = Pattern.compile("(?i)\\b(yes|no)\\b");
    /** A number that stands for itself, and what it may be out of: {@code 7}, {@code 8.5}, {@code 7/10}, {@code 7 out of 10}. */
    private static final Pattern NUMBER =
            Pattern.compile("(?i)(-?\\d{1,6}(?:\\.\\d{1,6})?)(?:\\s*(?:/|out of)\\s*\\d{1,6})?");

    private JudgeWords() {}

    /** True for yes, false for no; empty where neither or both are said. */
    public static Optional<Boolean> yesOrNo(String text) {
        Set<String> said = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Matcher matcher = YES_OR_NO.matcher(text);
        while (matcher.find()) {
            said.add(matcher.group(1));
        }
        return said.size() == 1 ? Optional.of(said.contains("yes")) : Optional.empty();
    }

    /** A number from 0 to the most; empty where none, several or another is said. */
    public static OptionalDouble score(String text, double most) {
        Set<Double> said = numbers(text);
        if (said.size() != 1) {
            return OptionalDouble.empty();
        }
        double score = said.iterator().next();
        return score >= 0 && score <= most ? OptionalDouble.of(score) : OptionalDouble.empty();
    }

    /** A whole number from 1 to the most; empty where none, several or another is said. */
    public static OptionalInt choice(String text, int most) {
        OptionalDouble number = score(text, most);
        boolean whole = number.isPresent() && number.getAsDouble() >= 1 && number.getAsDouble() % 1 == 0;
        return whole ? OptionalInt.of((int) number.getAsDouble()) : OptionalInt.empty();
    }

    private static Set<Double> numbers(String text) {
        Set<Double> said = new TreeSet<>();
        Matcher matcher = NUMBER.matcher(text);
        while (matcher.find()) {
            said.add(Double.valueOf(matcher.group(1)));
        }
        return said;
    }
}
