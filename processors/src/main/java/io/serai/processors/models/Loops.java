package io.serai.processors.models;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds models that come back to themselves, by whatever way, and models inside models that are too many: calls of both would end at the
 * depth limit of {@code model:} only.
 */
final class Loops {

    /** That limit. */
    private static final int DEEPEST = 32;

    private final ModelNames names;
    /** How many models are inside one another, itself included, of those that have been followed. */
    private final Map<String, Integer> depths = new HashMap<>();

    private final List<String> way = new ArrayList<>();

    Loops(ModelNames names) {
        this.names = names;
    }

    void refuse(List<ModelEntry> entries) {
        entries.forEach(this::depth);
    }

    private int depth(ModelEntry entry) {
        String name = entry.name().name();
        Integer known = depths.get(name);
        if (known != null) {
            return known;
        }
        way.add(name);
        int deepest = 1;
        for (Iterator<Mention> it = entry.mentions().iterator(); it.hasNext(); ) {
            Mention mention = it.next();
            ModelEntry next = names.entryOf(mention).orElse(null);
            if (next != null) {
                deepest = Math.max(deepest, 1 + inside(mention, next));
            }
        }
        way.remove(way.size() - 1);
        depths.put(name, deepest);
        return deepest;
    }

    private int inside(Mention mention, ModelEntry next) {
        int begin = way.indexOf(next.name().name());
        if (begin >= 0) {
            throw mention.wrong("comes back to where it was: " + round(begin));
        }
        int depth = way.size() < DEEPEST ? depth(next) : DEEPEST;
        if (depth >= DEEPEST) {
            throw mention.wrong("expected at most " + DEEPEST + " models one inside the other, found more");
        }
        return depth;
    }

    /** Such as {@code a -> b -> a}. */
    private String round(int begin) {
        return Stream.concat(way.subList(begin, way.size()).stream(), Stream.of(way.get(begin)))
                .collect(Collectors.joining(" -> "));
    }
}
