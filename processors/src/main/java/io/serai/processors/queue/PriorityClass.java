package io.serai.processors.queue;

import java.util.ArrayList;
import java.util.List;

/**
 * Callers that wait in one line.
 *
 * @param name by which a call says that it belongs here
 * @param weight how many turns it gets for those that others get, while all have calls waiting
 */
public record PriorityClass(String name, int weight) {

    /** A line for the hurried, one for everybody, one for work that can wait. */
    public static final List<PriorityClass> DEFAULT =
            List.of(new PriorityClass("high", 6), new PriorityClass("normal", 3), new PriorityClass("low", 1));

    public PriorityClass {
        if (name.isBlank() || weight < 1 || weight > Turns.HEAVIEST) {
            throw new IllegalArgumentException("expected a priority class with a name and a weight from 1 to "
                    + Turns.HEAVIEST + ", found '" + name + "' with " + weight);
        }
    }

    /**
     * The classes of a text such as {@code interactive: 8, batch: 1}.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static List<PriorityClass> parse(String text) {
        List<PriorityClass> classes = new ArrayList<>();
        for (String part : text.split(",")) {
            int colon = part.indexOf(':');
            String name = colon < 0 ? part.strip() : part.substring(0, colon).strip();
            String weight = colon < 0 ? "1" : part.substring(colon + 1).strip();
            if (classes.stream().anyMatch(known -> known.name().equals(name))) {
                throw new IllegalArgumentException(
                        "the priority class '" + name + "' is there twice in '" + text + "'");
            }
            try {
                classes.add(new PriorityClass(name, Integer.parseInt(weight)));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "expected the weight of the priority class '" + name + "' to be a number, found '" + weight
                                + "'",
                        e);
            }
        }
        return List.copyOf(classes);
    }
}
