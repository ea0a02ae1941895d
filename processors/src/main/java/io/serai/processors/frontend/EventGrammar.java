package io.serai.processors.frontend;

import io.serai.api.error.SeraiException;
import java.util.List;
import java.util.Map;

/** Which frames a front end's stream is made of. One per stream, used by one thread. */
public interface EventGrammar {

    /** The media type of the stream. */
    default String contentType() {
        return "text/event-stream";
    }

    /** The frames that tell this chunk, in order; none where it says nothing in this grammar. */
    List<byte[]> chunk(Map<String, Object> chunk);

    /** The frames that end a complete stream. */
    List<byte[]> end();

    /** The frames that end a stream that breaks off, in place of all that would have followed. */
    byte[] failure(SeraiException failure);
}
