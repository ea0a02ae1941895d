package io.serai.processors.retrieval;

import io.serai.api.chat.ChatRequest;
import io.serai.api.vector.Embeddings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;

/**
 * The steps by which routes fill and ask a {@link PassageIndex}. Those that need vectors leave the call between them to the route:
 *
 * <pre>{@code
 * - bean: {ref: passages, method: read}       # a document → a request for its vectors
 * - to: {uri: "ai:…", parameters: {operation: embed}}
 * - bean: {ref: passages, method: store}      # vectors → the index
 *
 * - bean: {ref: passages, method: question}   # a chat request → a request for its vector
 * - to: {uri: "ai:…", parameters: {operation: embed}}
 * - bean: {ref: passages, method: find}       # vector → List of PassageMatch, for PassageContext
 * }</pre>
 */
public final class PassageSteps {

    /** Property of an exchange: the passages that wait for their vectors. */
    private static final String PROPERTY = "SeraiPassages";

    private final PassageIndex index = new PassageIndex();
    private volatile int count = 4;
    private volatile double minScore;

    /** How many passages are put in front of a question at most. */
    public void setCount(int count) {
        this.count = count;
    }

    /** Passages less like the question than this are left out: a cosine, 0 by default. */
    public void setMinScore(double minScore) {
        this.minScore = minScore;
    }

    /** What has been stored. */
    public PassageIndex index() {
        return index;
    }

    /** Whether nothing has been stored yet. */
    public boolean isEmpty() {
        return index.size() == 0;
    }

    /**
     * Cuts the Markdown in the body into passages and leaves a request for their vectors. The source is the header
     * {@code CamelFileName}. A document without text is forgotten, and the route ends there.
     */
    public void read(Exchange exchange) throws InvalidPayloadException {
        String source = source(exchange);
        List<Passage> passages =
                MarkdownSections.of(source, exchange.getMessage().getMandatoryBody(String.class));
        if (passages.isEmpty()) {
            index.replace(source, List.of(), List.of());
            exchange.setRouteStop(true);
            return;
        }
        exchange.setProperty(PROPERTY, passages);
        ask(exchange, passages.stream().map(Passage::textWithHeading).toList());
    }

    /** Stores the passages that {@link #read} found, in the place of those that the same source had before. */
    public void store(Exchange exchange) {
        if (!(exchange.getProperty(PROPERTY) instanceof List<?> passages)) {
            throw new IllegalStateException("expected the step 'read' before the step 'store'");
        }
        List<Passage> read = passages.stream().map(Passage.class::cast).toList();
        index.replace(
                source(exchange), read, Embeddings.vectors(exchange.getMessage().getBody()));
    }

    /** Leaves a request for the vector of the last question of a chat; where there is none the route ends. */
    public void question(Exchange exchange) {
        String question = exchange.getMessage().getBody() instanceof Map<?, ?> request
                ? new ChatRequest(cast(request)).lastUserText()
                : "";
        if (question.isBlank() || isEmpty()) {
            exchange.getMessage().setBody(List.of());
            exchange.setRouteStop(true);
            return;
        }
        ask(exchange, List.of(question));
    }

    /** Leaves the passages most like the question, a {@code List} of {@link PassageMatch}, the best first. */
    public void find(Exchange exchange) {
        List<PassageMatch> matches = new ArrayList<>();
        for (float[] vector : Embeddings.vectors(exchange.getMessage().getBody())) {
            matches.addAll(index.best(vector, count, minScore));
        }
        exchange.getMessage().setBody(matches);
    }

    private static String source(Exchange exchange) {
        return exchange.getMessage().getHeader(Exchange.FILE_NAME, "document", String.class);
    }

    private static void ask(Exchange exchange, List<String> texts) {
        exchange.getMessage().setBody(Embeddings.request(texts));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
