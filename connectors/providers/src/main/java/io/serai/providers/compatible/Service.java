package io.serai.providers.compatible;

import io.serai.api.call.Operation;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What is known of a service that is compatible with OpenAI's API.
 *
 * @param wording of its chat requests
 * @param operations that it offers
 * @param embedNames members of an embeddings request under another name; without a name it can't be told them
 * @param inputTypes its words for what is embedded ({@code input_type}: search_query, search_document, classification, clustering)
 * @param rerankNames members of a ranking request under another name
 */
public record Service(
        Wording wording,
        Set<Operation> operations,
        Map<String, String> embedNames,
        Map<String, String> inputTypes,
        Map<String, String> rerankNames) {

    /** In {@link #embedNames}: the service can't be told. */
    static final String NO_NAME = "";

    /** A service of which nothing is known. */
    public static final Service UNKNOWN = new Service(
            Wording.UNKNOWN,
            Set.of(
                    Operation.CHAT,
                    Operation.EMBED,
                    Operation.IMAGE,
                    Operation.TRANSCRIBE,
                    Operation.SPEECH,
                    Operation.RERANK,
                    Operation.MODERATE),
            Map.of(),
            Map.of(),
            Map.of());

    public Service {
        operations = Set.copyOf(operations);
        embedNames = Map.copyOf(embedNames);
        inputTypes = Map.copyOf(inputTypes);
        rerankNames = Map.copyOf(rerankNames);
    }

    /** A service that chats; {@code input_type}, which OpenAI has no word for, is not told. */
    public static Service of(Wording wording) {
        return new Service(wording, Set.of(Operation.CHAT), Map.of("input_type", NO_NAME), Map.of(), Map.of());
    }

    /** This service with further operations. */
    public Service offering(Operation... further) {
        Set<Operation> all = EnumSet.noneOf(Operation.class);
        all.addAll(operations);
        all.addAll(Set.of(further));
        return new Service(wording, all, embedNames, inputTypes, rerankNames);
    }

    /** This service with these operations alone. */
    public Service offeringOnly(Operation... these) {
        return new Service(wording, Set.of(these), embedNames, inputTypes, rerankNames);
    }

    /** This service with its own names in embeddings. */
    public Service embedding(Map<String, String> names, Map<String, String> inputTypes) {
        return new Service(wording, operations, names, inputTypes, rerankNames);
    }

    /** This service with its own names in rankings. */
    public Service ranking(Map<String, String> names) {
        return new Service(wording, operations, embedNames, inputTypes, names);
    }
}
