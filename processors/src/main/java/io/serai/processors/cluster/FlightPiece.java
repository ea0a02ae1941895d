package io.serai.processors.cluster;

import io.serai.api.call.Operation;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.api.json.JsonLimits;
import io.serai.processors.cache.CachedAnswer;
import java.util.Map;

/** What one node tells another of an answer: it began, whole or as a stream; a chunk; its end; its failure. */
sealed interface FlightPiece {

    /** A stream begins. */
    record Began(CachedAnswer.Source source) implements FlightPiece {}

    /** All of it; when it was kept, where it was given before, else 0. */
    record Whole(CachedAnswer.Source source, Map<String, Object> answer, long storedAt) implements FlightPiece {}

    record Chunk(Map<String, Object> chunk) implements FlightPiece {}

    /** Of a stream. */
    record Ended() implements FlightPiece {}

    record Failed(SeraiException failure) implements FlightPiece {}

    /** As deep as the writer goes; the rest was bounded when the provider's answer was read. */
    Json READER = new Json(new JsonLimits(256, Integer.MAX_VALUE - 8, 1 << 16, Integer.MAX_VALUE - 8));

    int KIND = 1;
    int PROVIDER = 2;
    int MODEL = 3;
    int OPERATION = 4;
    int JSON = 5;
    int FAILURE = 6;
    int STORED = 7;

    int BEGAN = 1;
    int WHOLE = 2;
    int CHUNK = 3;
    int ENDED = 4;
    int FAILED = 5;

    default FrameWriter frame() {
        FrameWriter out = new FrameWriter();
        if (this instanceof Chunk chunk) {
            return out.put(KIND, CHUNK).put(JSON, Json.write(chunk.chunk));
        }
        if (this instanceof Began began) {
            return put(out.put(KIND, BEGAN), began.source);
        }
        if (this instanceof Whole whole) {
            return put(out.put(KIND, WHOLE), whole.source)
                    .put(JSON, Json.write(whole.answer))
                    .put(STORED, whole.storedAt);
        }
        if (this instanceof Failed failed) {
            return out.put(KIND, FAILED).put(FAILURE, FlightFailure.write(failed.failure));
        }
        return out.put(KIND, ENDED);
    }

    /** What can't be read is a failure. */
    static FlightPiece read(FrameReader in) {
        try {
            return switch ((int) in.number(KIND, 0)) {
                case BEGAN -> new Began(source(in));
                case WHOLE -> new Whole(source(in), READER.readObject(in.bytes(JSON)), in.number(STORED, 0));
                case CHUNK -> new Chunk(READER.readObject(in.bytes(JSON)));
                case ENDED -> new Ended();
                case FAILED -> new Failed(FlightFailure.read(new FrameReader(in.bytes(FAILURE))));
                default -> unreadable();
            };
        } catch (JsonException | FrameException e) {
            return unreadable();
        }
    }

    private static FlightPiece unreadable() {
        return new Failed(FlightFailure.of(
                ErrorKind.GATEWAY_INTERNAL, "Another node of this gateway tells its answer in an unknown way."));
    }

    private static FrameWriter put(FrameWriter out, CachedAnswer.Source source) {
        return out.put(PROVIDER, source.provider())
                .put(MODEL, source.model())
                .put(OPERATION, source.operation().label());
    }

    private static CachedAnswer.Source source(FrameReader in) {
        return new CachedAnswer.Source(
                in.text(PROVIDER),
                in.text(MODEL),
                Operation.of(in.text(OPERATION)).orElse(Operation.CHAT));
    }
}
