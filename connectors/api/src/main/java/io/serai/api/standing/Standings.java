package io.serai.api.standing;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Knows how targets stand. */
public interface Standings {

    /** The same for each caller of this name. */
    Standing of(String target);

    /** Of this node alone. */
    static Standings ofThisNode() {
        ConcurrentMap<String, Standing> known = new ConcurrentHashMap<>();
        return target -> known.computeIfAbsent(target, name -> new Standing());
    }
}
