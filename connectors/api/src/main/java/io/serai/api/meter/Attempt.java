package io.serai.api.meter;

import io.serai.api.call.CallNotes;
import io.serai.api.call.Operation;
import io.serai.api.chat.Usage;
import io.serai.api.error.ErrorKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call to one provider: what it used, how long it took, how it ended. Reported to by the thread that reads the answer, ended once,
 * possibly by another that cancels.
 */
public final class Attempt {

    /** How an attempt ended. */
    public enum Outcome {
        RUNNING,
        SUCCEEDED,
        FAILED,
        /** Nobody wanted the rest: the client left, or a route gave the answer up. */
        CANCELLED
    }

    private final String provider;
    private final String model;
    private final Operation operation;
    private final Purpose purpose;
    private final MeterListener listener;
    private final long startedAt = System.nanoTime();
    private volatile long firstTokenAt;
    private volatile long endedAt;
    private volatile Outcome outcome = Outcome.RUNNING;
    private volatile @Nullable Usage usage;
    private volatile @Nullable ErrorKind error;
    private volatile @Nullable String responseModel;
    private volatile @Nullable CallNotes notes;
    private volatile @Nullable String key;

    Attempt(String provider, String model, Operation operation, Purpose purpose, MeterListener listener) {
        this.provider = provider;
        this.model = model;
        this.operation = operation;
        this.purpose = purpose;
        this.listener = listener;
    }

    public String provider() {
        return provider;
    }

    /** The model as it was asked of the provider. */
    public String model() {
        return model;
    }

    /** Whom the call goes to, as routes name it: {@code provider/model}. */
    public String target() {
        return provider + "/" + model;
    }

    /** The model as the provider names it in its answer. */
    public Optional<String> responseModel() {
        return Optional.ofNullable(responseModel);
    }

    /** Which of the provider's keys it is made by, by its label; empty where there is only one. */
    public Optional<String> key() {
        return Optional.ofNullable(key);
    }

    /** The label of the key it is made by. */
    public void reportKey(String label) {
        key = label;
    }

    public Operation operation() {
        return operation;
    }

    public Purpose purpose() {
        return purpose;
    }

    public Outcome outcome() {
        return outcome;
    }

    public Optional<ErrorKind> error() {
        return Optional.ofNullable(error);
    }

    /** What was used: as the answer says, or, where it did not come to its end, as the provider had told until then. */
    public Optional<Usage> usage() {
        Usage whole = usage;
        CallNotes told = notes;
        return whole == null && told != null ? told.used() : Optional.ofNullable(whole);
    }

    /** What the answer itself says was used: its last word so far. */
    public Optional<Usage> reported() {
        return Optional.ofNullable(usage);
    }

    /** The moment at which it began, on the clock of {@link System#nanoTime()}. */
    public long startedAt() {
        return startedAt;
    }

    /** From the beginning to the first token; empty when none came, or when the answer came whole. */
    public Optional<Duration> timeToFirstToken() {
        return firstTokenAt == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(firstTokenAt - startedAt));
    }

    /** From the beginning to the end, to now while it runs. */
    public Duration duration() {
        return Duration.ofNanos((outcome == Outcome.RUNNING ? System.nanoTime() : endedAt) - startedAt);
    }

    /** The first token of a stream has come; later calls do nothing. */
    public void firstToken() {
        if (firstTokenAt == 0) {
            firstTokenAt = System.nanoTime();
        }
    }

    /** What the provider says was used; the last word counts. */
    public void report(Usage reported) {
        usage = reported;
    }

    public void reportModel(String named) {
        responseModel = named;
    }

    /** What the call told beside its answer. */
    public void report(CallNotes told) {
        notes = told;
    }

    /** Fields of the request that the provider was not told, such as {@code messages[0].name}. */
    public List<String> dropped() {
        CallNotes told = notes;
        return told == null ? List.of() : told.dropped();
    }

    /** How much more may be asked of the provider, where it told. */
    public Optional<RateLimits> limits() {
        CallNotes told = notes;
        return told == null ? Optional.empty() : told.limits();
    }

    public void succeed() {
        end(Outcome.SUCCEEDED, null);
    }

    public void fail(ErrorKind kind) {
        end(Outcome.FAILED, kind);
    }

    public void cancel() {
        end(Outcome.CANCELLED, ErrorKind.CALLER_GONE);
    }

    private void end(Outcome how, @Nullable ErrorKind kind) {
        synchronized (this) {
            if (outcome != Outcome.RUNNING) {
                return;
            }
            endedAt = System.nanoTime();
            error = kind;
            outcome = how;
        }
        listener.ended(this);
    }
}
