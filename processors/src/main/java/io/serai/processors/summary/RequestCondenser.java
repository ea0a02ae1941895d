package io.serai.processors.summary;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.jspecify.annotations.Nullable;

/**
 * The steps by which a route asks a request again that is too long for its model: with summaries in the place of its longest text. The
 * calls between them are the route's:
 *
 * <pre>{@code
 * - bean: {ref: condenser, method: sections}   # a chat request → the sections of its longest text
 * - split: …                                   # summarise each, join the summaries
 * - bean: {ref: condenser, method: condense}   # the summaries → the request, short
 * - to: {uri: "ai:…"}
 * }</pre>
 *
 * <p>All else of the request stays: the conversation, tools, response format. What is asked mostly stands in the first or in the last
 * paragraph of a long message: where these are short, they stay as well.
 */
public final class RequestCondenser {

    /** Variable of an exchange: the paragraphs that stay, so that summaries can heed them; may be empty. */
    public static final String WISH = SummarySteps.WISH;

    /** Property of an exchange: the request whose sections are being summarised. */
    private static final String PROPERTY = "SeraiCondensed";

    private static final String BREAK = "\n\n";

    private volatile int sectionLength = 12_000;
    private volatile int maxSections = 400;
    private volatile int paragraphLength = 1_000;

    /** How many characters a section has at most. */
    public void setSectionLength(int sectionLength) {
        this.sectionLength = sectionLength;
    }

    /** A text of more sections is refused: each is a call that somebody pays. */
    public void setMaxSections(int maxSections) {
        this.maxSections = maxSections;
    }

    /** Up to how many characters a first or a last paragraph stays as it is. */
    public void setParagraphLength(int paragraphLength) {
        this.paragraphLength = paragraphLength;
    }

    /** Leaves the sections, a {@code List} of texts in their order, and the variable {@value #WISH}. */
    public void sections(Exchange exchange) {
        if (!(exchange.getMessage().getBody() instanceof Map<?, ?> request)) {
            throw new IllegalStateException("expected a chat request in the body");
        }
        Place place = longest(request);
        Cut cut = cut(place.text());
        List<String> sections = TextSections.of(cut.middle(), sectionLength);
        if (sections.size() > maxSections) {
            throw new CallerException(
                            ErrorKind.CALLER_TOO_LARGE,
                            "The text has " + sections.size() + " sections of " + sectionLength
                                    + " characters, at most " + maxSections + " are summarised.")
                    .withParam("messages");
        }
        exchange.setVariable(WISH, (cut.first() + BREAK + cut.last()).strip());
        exchange.setProperty(PROPERTY, new Condensed(request, place, cut));
        exchange.getMessage().setBody(sections);
    }

    /** Leaves the request with the text in the body, the summaries, in the place of the one that was too long. */
    public void condense(Exchange exchange) throws InvalidPayloadException {
        if (!(exchange.removeProperty(PROPERTY) instanceof Condensed condensed)) {
            throw new IllegalStateException("expected the step 'sections' before the step 'condense'");
        }
        String summaries = exchange.getMessage().getMandatoryBody(String.class);
        exchange.getMessage().setBody(condensed.with(summaries));
    }

    /** The first and the last paragraph where they are short, and what is between them. */
    private Cut cut(String text) {
        String stripped = text.strip();
        int end = stripped.indexOf(BREAK);
        int start = stripped.lastIndexOf(BREAK);
        String first = end < 0 || end > paragraphLength ? "" : stripped.substring(0, end);
        boolean none = start < 0 || (start == end && !first.isEmpty());
        String last = none || stripped.length() - start > paragraphLength ? "" : stripped.substring(start);
        return new Cut(first, stripped.substring(first.length(), stripped.length() - last.length()), last.strip());
    }

    private static Place longest(Map<?, ?> request) {
        Place longest = new Place(-1, -1, "");
        List<?> messages = request.get("messages") instanceof List<?> list ? list : List.of();
        for (int i = 0; i < messages.size(); i++) {
            Object content = messages.get(i) instanceof Map<?, ?> message ? message.get("content") : null;
            if (content instanceof String text) {
                longest = longest.orLonger(new Place(i, -1, text));
            }
            List<?> parts = content instanceof List<?> list ? list : List.of();
            for (int j = 0; j < parts.size(); j++) {
                if (parts.get(j) instanceof Map<?, ?> part && part.get("text") instanceof String text) {
                    longest = longest.orLonger(new Place(i, j, text));
                }
            }
        }
        if (longest.message() < 0) {
            throw CallerException.badField("messages", "There is no text in the messages that could be summarised.");
        }
        return longest;
    }

    /**
     * Where a text stands.
     *
     * @param message its position
     * @param part of the message's content; -1 where the content is the text
     */
    private record Place(int message, int part, String text) {
        Place orLonger(Place other) {
            return other.text().length() > text.length() ? other : this;
        }
    }

    private record Cut(String first, String middle, String last) {}

    private record Condensed(Map<?, ?> request, Place place, Cut cut) {

        Map<String, Object> with(String summaries) {
            String text = String.join(
                            BREAK,
                            cut.first(),
                            "Summaries of the sections of a text that was too long:",
                            summaries,
                            cut.last())
                    .strip();
            Map<String, Object> message = copy(((List<?>) member(request, "messages")).get(place.message()));
            if (place.part() < 0) {
                message.put("content", text);
            } else {
                List<?> parts = (List<?>) member(message, "content");
                Map<String, Object> part = copy(parts.get(place.part()));
                part.put("text", text);
                message.put("content", replaced(parts, place.part(), part));
            }
            Map<String, Object> changed = copy(request);
            changed.put("messages", replaced((List<?>) member(request, "messages"), place.message(), message));
            return changed;
        }

        private static Object member(Map<?, ?> map, String name) {
            Object member = map.get(name);
            return member == null ? List.of() : member;
        }

        private static List<Object> replaced(List<?> list, int position, Object element) {
            List<Object> changed = new ArrayList<>(list);
            changed.set(position, element);
            return changed;
        }

        private static Map<String, Object> copy(@Nullable Object map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            if (map instanceof Map<?, ?> members) {
                members.forEach((name, value) -> copy.put(String.valueOf(name), value));
            }
            return copy;
        }
    }
}
