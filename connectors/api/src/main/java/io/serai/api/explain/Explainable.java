package io.serai.api.explain;

import java.util.Map;

/** A step, an endpoint or a policy that can tell what it would do with a request. Thread-safe. */
public interface Explainable {

    /**
     * What it would do with this request now, as plain JSON data with members in snake case. Asks no provider, counts nothing and changes
     * nothing. Of a step with steps below it, a member {@code targets} tells of each of them, in the order in which they would be tried;
     * its members {@code step} are their positions, from 0.
     */
    Map<String, Object> explain(Inquiry inquiry);
}
