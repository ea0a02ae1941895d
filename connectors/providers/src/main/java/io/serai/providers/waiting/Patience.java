package io.serai.providers.waiting;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.providers.spi.ProviderCall;
import java.time.Duration;

/** Waiting for a provider that only pretends as a client would for a real one: no longer than the call's timeouts and deadline allow. */
public final class Patience {

    private static final long NEVER = Duration.ofDays(3650).toNanos();

    private final String provider;
    private final ProviderCall call;
    private final Pause pause;
    private final long startedAt;

    public Patience(String provider, ProviderCall call, Pause pause, long startedAt) {
        this.provider = provider;
        this.call = call;
        this.pause = pause;
        this.startedAt = startedAt;
    }

    /** Waits for what comes first. */
    public void first(long dueAt) {
        within(dueAt, startedAt + call.timeouts().firstToken().toNanos(), "did not begin to answer");
    }

    /** Waits for what comes next. */
    public void next(long dueAt) {
        within(dueAt, System.nanoTime() + call.timeouts().idle().toNanos(), "fell silent");
    }

    /** A moment that all patience ends before. */
    public long never() {
        return startedAt + NEVER;
    }

    private void within(long dueAt, long limit, String otherwise) {
        long total = earlier(
                startedAt + call.timeouts().total().toNanos(), call.deadline().nanoTime());
        if (dueAt - limit > 0 && total - limit > 0) {
            pause.until(limit);
            throw timeout(otherwise);
        }
        long until = earlier(dueAt, total);
        pause.until(until);
        if (until == total || total - System.nanoTime() <= 0) {
            throw timeout("did not finish its answer");
        }
    }

    private static long earlier(long left, long right) {
        return left - right < 0 ? left : right;
    }

    private ProviderException timeout(String what) {
        return new ProviderException(ErrorKind.PROVIDER_TIMEOUT, "provider '" + provider + "' " + what + " in time");
    }
}
