package io.serai.api.call;

import io.serai.api.error.CallerException;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a request a provider can't be told: reported to the caller, or refused before anything is sent. One for each call, used by
 * one thread.
 */
public final class Losses {

    /** What becomes of a request that loses something. */
    public enum Policy {
        /** It is sent, and the caller is told which fields were dropped. */
        REPORT,
        /** It is not sent. */
        REFUSE
    }

    private final Policy policy;
    private final List<String> fields = new ArrayList<>(0);

    public Losses(Policy policy) {
        this.policy = policy;
    }

    /**
     * The request is about to be sent without these fields, such as {@code messages[0].name}.
     *
     * @throws CallerException naming them, where nothing may be lost
     */
    public void report(List<String> dropped) {
        if (dropped.isEmpty()) {
            return;
        }
        if (policy == Policy.REFUSE) {
            throw CallerException.badField(
                    dropped.get(0), "The model's provider can't be told: " + String.join(", ", dropped) + ".");
        }
        fields.addAll(dropped);
    }

    /** What was dropped, in the order of the request. */
    public List<String> fields() {
        return List.copyOf(fields);
    }
}
