package io.serai.processors.identity.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The part of Camel's <a href="https://camel.apache.org/components/4.18.x/languages/simple-language.html">simple language</a> that rules are
 * written in: comparisons of {@code ${variable.<fact>}} with a text, a number or another fact. All else is refused, known or not: simple
 * reaches beans, classes, files and the environment, and grows with every version.
 */
final class SimpleCondition {

    private static final Pattern FACT = Pattern.compile("\\$\\{variable\\.[a-z]+}");
    private static final Pattern TEXT = Pattern.compile("'[^'\"${}\\\\\\p{Cntrl}]*'|\"[^'\"${}\\\\\\p{Cntrl}]*\"");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}(?:\\.\\d{1,9})?");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern WORD = Pattern.compile("[^\\s'\"${}]+");

    /** Not {@code regex}, which would be compiled anew for each call and can take for ever; not {@code is}, which looks up classes. */
    private static final List<String> COMPARISONS = List.of(
            "==",
            "!=",
            "=~",
            "!=~",
            ">",
            ">=",
            "<",
            "<=",
            "contains",
            "!contains",
            "~~",
            "!~~",
            "in",
            "!in",
            "range",
            "!range",
            "startsWith",
            "!startsWith",
            "endsWith",
            "!endsWith");

    private static final List<String> JOINS = List.of("&&", "||");

    private final Matcher matcher;
    private final Set<Fact> facts = EnumSet.noneOf(Fact.class);
    private String found = "";
    private String join = "";

    private SimpleCondition(String text) {
        this.matcher = FACT.matcher(text);
    }

    /**
     * The facts that a condition is about.
     *
     * @throws IllegalArgumentException where it is none
     */
    static Set<Fact> facts(String text) {
        SimpleCondition condition = new SimpleCondition(text);
        condition.read();
        return condition.facts;
    }

    private void read() {
        comparison();
        while (!isAtEnd()) {
            joined();
            comparison();
        }
    }

    private void comparison() {
        if (!take(FACT)) {
            throw wrong("a fact such as ${variable.model}");
        }
        fact();
        space();
        if (!take(WORD) || !COMPARISONS.contains(found)) {
            throw wrong("one of " + String.join(" ", COMPARISONS));
        }
        space();
        if (take(FACT)) {
            fact();
        } else if (!take(TEXT) && !take(NUMBER)) {
            throw wrong("a text in quotes, without any of $ { } \\, or a number, or a fact such as ${variable.model}");
        }
    }

    private void fact() {
        String name = found.substring(found.indexOf('.') + 1, found.length() - 1);
        facts.add(Fact.named(name).orElseThrow(() -> wrong("one of " + known())));
    }

    private static String known() {
        return Arrays.stream(Fact.values())
                .map(fact -> "${variable." + fact.label() + "}")
                .collect(Collectors.joining(" "));
    }

    /** Camel joins from left to right, and most readers would not. */
    private void joined() {
        space();
        if (!take(WORD) || !JOINS.contains(found)) {
            throw wrong("&& or || or the end");
        }
        if (!join.isEmpty() && !join.equals(found)) {
            throw wrong("either && or ||, not both: write two rules");
        }
        join = found;
        space();
    }

    private void space() {
        if (!take(SPACE)) {
            throw wrong("a space");
        }
    }

    private boolean isAtEnd() {
        return matcher.regionStart() == matcher.regionEnd();
    }

    private boolean take(Pattern next) {
        matcher.usePattern(next);
        if (!matcher.lookingAt()) {
            return false;
        }
        found = matcher.group();
        matcher.region(matcher.end(), matcher.regionEnd());
        return true;
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException("expected " + expected + " at character " + (matcher.regionStart() + 1));
    }
}
