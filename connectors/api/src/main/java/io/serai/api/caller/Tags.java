package io.serai.api.caller;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the header {@link io.serai.api.call.CallNames#TAGS}: tags with commas between them. */
public final class Tags {

    /** As many of one call are counted; further ones are not. */
    public static final int MOST = 16;

    private Tags() {}

    /** All that a request names, in its order; of nothing between two commas there is no tag. */
    public static List<String> asked(@Nullable String header) {
        return asked(header, Integer.MAX_VALUE);
    }

    private static List<String> asked(@Nullable String header, int most) {
        if (header == null || header.isBlank()) {
            return List.of();
        }
        List<String> tags = new ArrayList<>();
        for (int from = 0; from <= header.length() && tags.size() < most; ) {
            int comma = header.indexOf(',', from);
            int to = comma < 0 ? header.length() : comma;
            String tag = header.substring(from, to).strip();
            if (!tag.isEmpty()) {
                tags.add(tag);
            }
            from = to + 1;
        }
        return tags;
    }

    /** Those of the caller and, until there are {@link #MOST}, of its request. */
    public static Set<String> of(@Nullable Caller caller, @Nullable String header) {
        Set<String> own = caller == null ? Set.of() : caller.tags();
        List<String> asked = asked(header, MOST);
        if (asked.isEmpty()) {
            return own;
        }
        Set<String> all = new LinkedHashSet<>(own);
        for (String tag : asked) {
            if (all.size() < MOST) {
                all.add(tag);
            }
        }
        return all;
    }
}
