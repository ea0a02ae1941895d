package io.serai.providers.http;

import io.serai.api.chat.Usage;
import io.serai.api.json.JsonException;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One call, translated: knows what it asked, so that it can tell what the answer to that means. Used by one thread. */
public interface Translation {

    /** The request as the provider wants it. */
    Outgoing outgoing();

    /**
     * The canonical answer; breaks where the provider's answer tells of an error.
     *
     * @param body plain JSON data, an object as a rule; not used by anybody else
     */
    Map<String, Object> answer(Object body, Head head) throws MalformedException;

    /**
     * The canonical answer from its bytes, which are JSON as a rule.
     *
     * @throws JsonException where they should be JSON and are not
     */
    default Map<String, Object> document(byte[] body, Head head) throws JsonException, MalformedException {
        Object json = JsonObjects.read(body);
        if (json == null) {
            throw new MalformedException("expected a JSON object, found null");
        }
        return answer(json, head);
    }

    /** How events lie in a streamed body, at most so many bytes each. */
    default Framing framing(int eventBytes) {
        return new SseFraming(eventBytes);
    }

    /** The events of this call's stream. */
    Events events(Head head);

    /** Turns the events of one stream into canonical chunks, keeping what it must remember from one to the next. */
    interface Events {

        /** The chunks in an event, often one; null where the event ends the stream. Breaks where it tells of an error. */
        @Nullable
        List<Map<String, Object>> chunks(String type, byte[] data) throws MalformedException;

        /** What is left to be told once the stream has ended well. */
        default List<Map<String, Object>> rest() {
            return List.of();
        }

        /** The usage so far, where the last event has told of it, else null. For streams that don't come to their end. */
        default @Nullable Supplier<Usage> used() {
            return null;
        }

        /** Whether the stream may end here although no event has ended it. */
        boolean isComplete();
    }

    /** An answer or an event whose content is not what the provider's grammar promises. */
    final class MalformedException extends Exception {
        public MalformedException(String message) {
            super(message, null, false, false);
        }
    }
}
