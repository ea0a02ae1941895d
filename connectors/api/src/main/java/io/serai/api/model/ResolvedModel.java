package io.serai.api.model;

import java.util.Locale;

/**
 * The published model that answers to a name.
 *
 * @param published the name under which it was published; ends in {@code /*} for a family
 * @param match how the name led to it
 * @param routeId of the route that answers
 */
public record ResolvedModel(String published, Match match, String routeId) {

    /** How a name leads to a model. */
    public enum Match {
        EXACT,
        ALIAS,
        /** The name is a member of a published family. */
        FAMILY,
        /** The name is that of a declared provider and a model of it. */
        PROVIDER;

        /** The spelling in answers. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
