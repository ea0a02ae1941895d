package io.serai.processors.cache.semantic;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Is told what becomes of questions that are compared by meaning. All of the registry are told. Be quick, never throw. */
public interface MeaningListener {

    /** One that tells several. */
    static MeaningListener all(Collection<MeaningListener> listeners) {
        List<MeaningListener> all = List.copyOf(listeners);
        return new MeaningListener() {
            @Override
            public void asked(String cache, Outcome outcome, String veto) {
                all.forEach(each -> each.asked(cache, outcome, veto));
            }

            @Override
            public void switched(String cache, Switch to, String why) {
                all.forEach(each -> each.switched(cache, to, why));
            }
        };
    }

    /** What became of one. */
    enum Outcome {
        /** A question that means the same has been found. */
        MATCH,
        /** None is near enough. */
        FAR,
        /** Those that are near enough mean something else. */
        VETO,
        /** Where it points could not be told. */
        UNKNOWN,
        /** The layer is switched off. */
        OFF,
        /** It is too long, or empty. */
        PASSED_BY;

        private final String label = name().toLowerCase(Locale.ROOT);

        /** As metrics have it: {@code passed_by}. */
        public String label() {
            return label;
        }
    }

    /**
     * A question was compared.
     *
     * @param cache its name
     * @param veto what spoke against the nearest, such as {@code number}; empty unless the outcome is {@link Outcome#VETO}
     */
    default void asked(String cache, Outcome outcome, String veto) {}

    /**
     * The layer was switched off, as the embedding model is out of order, or on again, as it has recovered.
     *
     * @param why one short clause; empty where it is on again
     */
    default void switched(String cache, Switch to, String why) {}

    /** Whether questions are compared. */
    enum Switch {
        ON,
        OFF
    }
}
