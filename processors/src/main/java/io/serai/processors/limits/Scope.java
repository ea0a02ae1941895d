package io.serai.processors.limits;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which calls a limit is about: those that have all of its values. {@link #EACH} stands for any value, each of them counted for itself. A
 * name of a model may end in {@code *}: all such models are counted together.
 */
public record Scope(Map<Dimension, String> values) {

    /** Any value, each for itself. */
    public static final String EACH = "*";

    /** All calls, counted together. */
    public static final Scope ALL = new Scope(Map.of());

    /** Between the values of a subject; in no id and no name of a model. */
    private static final char BETWEEN = '\u001f';

    public Scope {
        values.forEach((dimension, value) -> {
            if (value.isBlank()) {
                throw new IllegalArgumentException("expected a value of " + dimension.label() + ", found nothing");
            }
        });
        EnumMap<Dimension, String> sorted = new EnumMap<>(Dimension.class);
        sorted.putAll(values);
        values = Collections.unmodifiableMap(sorted);
    }

    /** About one value of one dimension. */
    public static Scope of(Dimension dimension, String value) {
        return new Scope(Map.of(dimension, value));
    }

    /** About this, and one value more. */
    public Scope and(Dimension dimension, String value) {
        EnumMap<Dimension, String> more = new EnumMap<>(Dimension.class);
        more.putAll(values);
        more.put(dimension, value);
        return new Scope(more);
    }

    boolean has(Dimension dimension) {
        return values.containsKey(dimension);
    }

    /** Whether each value of a dimension is counted by itself. */
    boolean isEach(Dimension dimension) {
        return EACH.equals(values.get(dimension));
    }

    /** Tells the subjects that a call counts for: none where it is not about it, several where it has several tags. */
    void subjects(Facts facts, Consumer<String> subject) {
        String found = "";
        for (Map.Entry<Dimension, String> entry : values.entrySet()) {
            Dimension dimension = entry.getKey();
            String wanted = entry.getValue();
            if (dimension == Dimension.TAG) {
                // The last of all: subjects end with it.
                tagged(facts.tags(), wanted, found, subject);
                return;
            }
            String value = facts.value(dimension);
            if (wanted.equals(EACH)) {
                if (value.isEmpty()) {
                    return;
                }
                found = joined(found, value);
            } else if (!fits(dimension, wanted, value)) {
                return;
            }
        }
        subject.accept(found);
    }

    private static void tagged(Set<String> tags, String wanted, String found, Consumer<String> subject) {
        if (!wanted.equals(EACH)) {
            if (tags.contains(wanted)) {
                subject.accept(found);
            }
            return;
        }
        for (String tag : tags) {
            subject.accept(joined(found, tag));
        }
    }

    private static boolean fits(Dimension dimension, String wanted, String value) {
        if (wanted.equals(value)) {
            return true;
        }
        return dimension == Dimension.MODEL
                && wanted.endsWith("*")
                && value.startsWith(wanted.substring(0, wanted.length() - 1));
    }

    private static String joined(String found, String value) {
        return found.isEmpty() ? value : found + BETWEEN + value;
    }

    /** The values of a subject that {@link #subjects} has told, and those that are the same for all. */
    Map<Dimension, String> valuesOf(String subject) {
        EnumMap<Dimension, String> known = new EnumMap<>(Dimension.class);
        Iterator<String> each =
                List.of(subject.split(String.valueOf(BETWEEN), -1)).iterator();
        values.forEach(
                (dimension, value) -> known.put(dimension, value.equals(EACH) && each.hasNext() ? each.next() : value));
        return known;
    }

    /** Whether all calls that it is about are counted together. */
    boolean isOne() {
        return !values.containsValue(EACH);
    }

    /** As messages have it: {@code of the team}; names no values. */
    String words() {
        if (values.isEmpty()) {
            return "of the gateway";
        }
        StringBuilder words = new StringBuilder("of the ");
        for (Dimension dimension : values.keySet()) {
            words.append(words.length() > 7 ? " and " : "")
                    .append(dimension == Dimension.APP ? "application" : dimension.label());
        }
        return words.toString();
    }
}
