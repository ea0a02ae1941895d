package io.serai.processors.cache.semantic;

import io.serai.processors.check.SideCall;
import io.serai.processors.semantic.Embedder;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Finds out where questions point. Many who ask the same at once are one call. Thread-safe; never fails. */
final class QuestionEmbedder {

    private final String uri;
    private final Duration timeout;
    private final Embedder embedder;
    private final ConcurrentHashMap<Asked, CompletableFuture<Optional<Meaning>>> asking = new ConcurrentHashMap<>();
    private volatile @Nullable EmbeddingWatch watch;
    private volatile String space = "";

    /**
     * What a text means.
     *
     * @param space of the vector: the model and how many dimensions
     */
    record Meaning(String space, PackedVector vector) {}

    /** Only those of one scope share: how long it takes must not tell one tenant what another asks. */
    private record Asked(String scope, String text) {}

    QuestionEmbedder(String uri, Duration timeout) {
        this.uri = uri;
        this.timeout = timeout;
        this.embedder = new Embedder(new SideCall(uri), timeout);
    }

    /** Who is told what the model says. */
    void report(EmbeddingWatch to) {
        watch = to;
    }

    /** Empty where it can't be told. */
    Optional<Meaning> of(String scope, String text, Exchange exchange) {
        Asked asked = new Asked(scope, text);
        CompletableFuture<Optional<Meaning>> own = new CompletableFuture<>();
        CompletableFuture<Optional<Meaning>> other = asking.putIfAbsent(asked, own);
        if (other != null) {
            return await(other);
        }
        Optional<Meaning> meaning = Optional.empty();
        try {
            meaning = ask(text, exchange);
        } finally {
            asking.remove(asked, own);
            own.complete(meaning);
        }
        return meaning;
    }

    private Optional<Meaning> ask(String text, Exchange exchange) {
        try {
            Embedder.Answer answer = embedder.ask(text, exchange);
            float[] vector = answer.vectors().get(0);
            PackedVector packed = PackedVector.of(vector);
            Optional.ofNullable(watch).ifPresent(each -> each.saw(text, packed));
            // Two models behind one name have two spaces.
            String found = (answer.model().isEmpty() ? uri : answer.model()) + "/" + vector.length;
            space = found;
            return Optional.of(new Meaning(found, packed));
        } catch (RuntimeException e) {
            if (Failures.isOfTheModel(e, exchange)) {
                Optional.ofNullable(watch).ifPresent(each -> each.failed(Failures.told(e)));
            }
            return Optional.empty();
        }
    }

    /** Where the last question was, or nothing. */
    String space() {
        return space;
    }

    private Optional<Meaning> await(CompletableFuture<Optional<Meaning>> other) {
        try {
            return other.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
