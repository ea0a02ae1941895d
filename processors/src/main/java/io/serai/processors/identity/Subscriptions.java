package io.serai.processors.identity;

import io.serai.api.model.ModelCard.Visibility;
import java.util.Optional;

/** Who may know and use what is published. Asked for every call: from memory, never waiting. Thread-safe. */
public interface Subscriptions {

    /** Where everything is as its own card says, and nobody has subscribed to anything. */
    Subscriptions NONE = new Subscriptions() {
        @Override
        public Optional<Visibility> visibility(Kind kind, String name, String tenant) {
            return Optional.empty();
        }

        @Override
        public boolean subscribed(String app, Kind kind, String name) {
            return false;
        }
    };

    /** What can be published. */
    enum Kind {
        MODEL,
        PROMPT,
        WORKFLOW
    }

    /**
     * What somebody of a tenant sees of a thing, by the narrowest rule that names it. {@link Visibility#PRIVATE} is for those alone who have
     * subscribed, and hidden from all others.
     *
     * @return empty where no rule names it: its own card says it
     */
    Optional<Visibility> visibility(Kind kind, String name, String tenant);

    /** Whether an application has subscribed to a thing, or to the family that it belongs to, and been approved. */
    boolean subscribed(String app, Kind kind, String name);
}
