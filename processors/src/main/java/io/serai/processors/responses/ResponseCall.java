package io.serai.processors.responses;

import io.serai.processors.frontend.Asked;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/**
 * What a reader leaves for the writer: the response that a request asked for, but for what the model says.
 *
 * @param id of the response
 * @param createdAt in seconds since 1970
 * @param asked the request as the caller sent it
 * @param recall of that caller
 * @param input the items of the request, as JSON that no route can change any more; of no use where nothing is kept
 */
@SuppressWarnings("ArrayRecordComponent") // kept, never compared
record ResponseCall(String id, long createdAt, Map<String, Object> asked, Recall recall, byte[] input) {

    /** Property of an exchange. */
    private static final String PROPERTY = "SeraiResponseCall";

    static ResponseCall of(Exchange exchange) {
        ResponseCall call = exchange.getProperty(PROPERTY, ResponseCall.class);
        if (call == null) {
            throw new IllegalStateException(
                    "a writer of Responses needs a ResponsesReader before it, found none in the route of "
                            + exchange.getFromRouteId());
        }
        return call;
    }

    void leaveOn(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    /** The model that was asked for, and whether for a stream. */
    Asked form() {
        return new Asked(Items.string(asked, "model"), Asked.Form.of(Boolean.TRUE.equals(asked.get("stream"))), false);
    }

    boolean isStored() {
        return isStored(asked);
    }

    /** OpenAI keeps what nobody asked not to. */
    static boolean isStored(Map<String, Object> asked) {
        return !Boolean.FALSE.equals(asked.get("store"));
    }

    Optional<String> previous() {
        return asked.get("previous_response_id") instanceof String previous ? Optional.of(previous) : Optional.empty();
    }

    boolean tellsLogprobs() {
        return included().contains(CanonicalRequest.LOGPROBS)
                || (asked.get("top_logprobs") instanceof Number count && count.intValue() > 0);
    }

    /** Where nothing is kept, reasoning can only come back through the caller's hands. */
    boolean tellsSeals() {
        return !isStored() || included().contains(CanonicalRequest.ENCRYPTED);
    }

    /** An item as the caller is told it. */
    Map<String, Object> told(Map<String, Object> item) {
        return tellsSeals() ? item : unsealed(item);
    }

    /** A reasoning item without what is sealed in it; others as they are. */
    static Map<String, Object> unsealed(Map<String, Object> item) {
        if (!"reasoning".equals(item.get("type"))) {
            return item;
        }
        Map<String, Object> copy = new LinkedHashMap<>(item);
        copy.remove("encrypted_content");
        return copy;
    }

    private Set<String> included() {
        return asked.get("include") instanceof List<?> include
                ? include.stream().map(String::valueOf).collect(Collectors.toSet())
                : Set.of();
    }
}
