package io.serai.processors.shadow;

import io.serai.api.chat.ChatResponse;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.Attempt;
import io.serai.api.shadow.ShadowSide.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Listens to one side from the question to the end of its answer. One thread hears the answer; another may tell that it was given up. */
final class Ear {

    private final LongSupplier clock;
    private final Supplier<List<Attempt>> attempts;
    private final long askedAt;
    private final Transcript transcript = new Transcript();
    private final CompletableFuture<Heard> heard = new CompletableFuture<>();
    private @Nullable Duration firstContent;

    /** @param attempts of this side so far */
    Ear(LongSupplier clock, Supplier<List<Attempt>> attempts) {
        this.clock = clock;
        this.attempts = attempts;
        this.askedAt = clock.getAsLong();
    }

    /** What came of it; complete with the answer's end. */
    CompletableFuture<Heard> heard() {
        return heard;
    }

    /** The next chunk of a stream. */
    void hear(Map<String, Object> chunk) {
        transcript.add(chunk);
        if (firstContent == null && transcript.hasSaid()) {
            firstContent = since();
        }
    }

    /** The stream has ended by itself. */
    void end() {
        end(Outcome.ANSWERED, null, transcript.answer());
    }

    /** A whole answer, or one that nobody can look into. */
    void answered(@Nullable Object body) {
        Optional<Map<String, Object>> answer =
                body instanceof Map<?, ?> map ? Optional.of(cast(map)) : Optional.empty();
        int length =
                answer.map(whole -> new ChatResponse(whole).text().length()).orElse(0);
        end(Outcome.ANSWERED, null, answer, length);
    }

    void failed(Throwable failure) {
        ErrorKind kind = SeraiException.of(failure).kind();
        end(kind == ErrorKind.CALLER_GONE ? Outcome.ABANDONED : Outcome.FAILED, kind, Optional.empty());
    }

    /** Nobody wanted the rest. Does nothing after the end. */
    void abandoned() {
        end(Outcome.ABANDONED, null, Optional.empty());
    }

    /** It has taken too long. Does nothing after the end. */
    void overdue() {
        end(Outcome.OVERDUE, null, Optional.empty());
    }

    private void end(Outcome outcome, @Nullable ErrorKind error, Optional<Map<String, Object>> answer) {
        end(outcome, error, answer, transcript.characters());
    }

    private void end(
            Outcome outcome, @Nullable ErrorKind error, Optional<Map<String, Object>> answer, long characters) {
        if (!heard.isDone()) {
            heard.complete(new Heard(
                    outcome,
                    Optional.ofNullable(error),
                    answer,
                    characters,
                    since(),
                    Optional.ofNullable(firstContent),
                    attempts.get()));
        }
    }

    private Duration since() {
        return Duration.ofNanos(clock.getAsLong() - askedAt);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
