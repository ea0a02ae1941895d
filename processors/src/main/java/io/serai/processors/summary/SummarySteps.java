package io.serai.processors.summary;

import io.serai.api.chat.ChatRequest;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;

/**
 * The steps by which routes summarise long texts. The calls between them are the route's:
 *
 * <pre>{@code
 * - bean: {ref: texts, method: read}          # a file → kept, for those who send no text of their own
 *
 * - bean: {ref: texts, method: sections}      # a chat request → the sections of its text, or of the files
 * - split: …                                  # summarise each
 * }</pre>
 */
public final class SummarySteps {

    /** Variable of an exchange: what the caller says of the summary, where the message does not hold the text itself; may be empty. */
    public static final String WISH = "wish";

    private static final Duration READING = Duration.ofSeconds(1);

    private final DocumentShelf documents = new DocumentShelf();
    private volatile int sectionLength = 12_000;
    private volatile int maxSections = 400;
    private volatile int ownTextLength = 2_000;

    /** How many characters a section has at most. */
    public void setSectionLength(int sectionLength) {
        this.sectionLength = sectionLength;
    }

    /** A text of more sections is refused: each is a call that somebody pays. */
    public void setMaxSections(int maxSections) {
        this.maxSections = maxSections;
    }

    /** From how many characters on a message is the text to summarise, and not a wish about the documents. */
    public void setOwnTextLength(int ownTextLength) {
        this.ownTextLength = ownTextLength;
    }

    /**
     * Keeps the text in the body under the name in the header {@code CamelFileName}, in the place of what it held before. A file
     * endpoint's last message, or an empty one, says that all there are have been read.
     */
    public void read(Exchange exchange) throws InvalidPayloadException {
        if (exchange.getMessage().getBody() != null) {
            String name = exchange.getMessage().getHeader(Exchange.FILE_NAME, "document", String.class);
            documents.put(name, exchange.getMessage().getMandatoryBody(String.class));
        }
        if (exchange.getMessage().getBody() == null
                || exchange.getProperty(Exchange.BATCH_COMPLETE, true, Boolean.class)) {
            documents.complete();
        }
    }

    /** Leaves the sections, a {@code List} of texts in their order, and the variable {@value #WISH}. */
    public void sections(Exchange exchange) {
        String said = exchange.getMessage().getBody() instanceof Map<?, ?> request
                ? new ChatRequest(cast(request)).lastUserText().strip()
                : "";
        boolean own = said.length() >= ownTextLength;
        String text = own ? said : documents();
        exchange.setVariable(WISH, own ? "" : said);
        refuseLonger(text.length() / sectionLength);
        List<String> sections = TextSections.of(text, sectionLength);
        refuseLonger(sections.size());
        exchange.getMessage().setBody(sections);
    }

    private String documents() {
        if (!documents.isComplete()) {
            throw new GatewayException(ErrorKind.GATEWAY_OVERLOADED, "The documents are still being read.")
                    .withRetryAfter(READING);
        }
        String text = documents.text();
        if (text.isEmpty()) {
            throw CallerException.badField(
                    "messages",
                    "There are no documents here: send the text to summarise, of at least " + ownTextLength
                            + " characters.");
        }
        return text;
    }

    private void refuseLonger(long sections) {
        if (sections > maxSections) {
            throw new CallerException(
                            ErrorKind.CALLER_TOO_LARGE,
                            "The text has " + sections + " sections of " + sectionLength + " characters, at most "
                                    + maxSections + " are summarised.")
                    .withParam("messages");
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
