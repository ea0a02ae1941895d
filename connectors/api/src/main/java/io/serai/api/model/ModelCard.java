package io.serai.api.model;

import io.serai.api.call.Operation;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What is told about a published model.
 *
 * @param id the name that callers send; ends in {@code /*} for a family
 * @param description for whom and what for; may be empty
 * @param owner {@code owned_by} in OpenAI's list
 * @param created when it was published, in seconds since the epoch
 * @param operations what it can be asked to do
 * @param capabilities what else it can, such as {@code tools} or {@code vision}
 * @param contextWindow in tokens, where known
 * @param version the publisher's own, may be empty
 * @param visibility who may call it
 * @param status whether calls can succeed
 */
public record ModelCard(
        String id,
        String description,
        String owner,
        long created,
        Set<Operation> operations,
        Set<String> capabilities,
        OptionalInt contextWindow,
        String version,
        Visibility visibility,
        Status status) {

    /** Who may call a model. */
    public enum Visibility {
        /** Listed, and callable through the front ends. */
        OPEN,
        /** Listed, and callable for applications that have subscribed to it. */
        ON_REQUEST,
        /** Not listed: called by other routes, and by callers that it has been given to. */
        PRIVATE
    }

    /** Whether calls to a model can succeed. */
    public enum Status {
        READY,
        /** Its provider lacks a key or an address. */
        NOT_CONFIGURED,
        /** Its answers are made up by the built-in simulation. */
        SIMULATED
    }

    public ModelCard {
        operations = Set.copyOf(operations);
        capabilities = Set.copyOf(capabilities);
    }

    /** The same under another of its names. */
    public ModelCard named(String other) {
        return other.equals(id)
                ? this
                : new ModelCard(
                        other,
                        description,
                        owner,
                        created,
                        operations,
                        capabilities,
                        contextWindow,
                        version,
                        visibility,
                        status);
    }
}
