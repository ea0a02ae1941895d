package io.serai.providers.simulated;

import io.serai.api.chat.ChatStream;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.providers.simulated.Steering.Interruption;
import io.serai.providers.waiting.Patience;
import io.serai.providers.waiting.Pause;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An answer told at a pace, up to its end or to the fault that is asked for. */
final class SimulatedStream extends ChatStream {

    private final String provider;
    private final SimulatedAnswer answer;
    private final Optional<Interruption> interruption;
    private final Pace pace;
    private final Patience patience;
    private final Pause pause;
    private final int chunks;
    private int position;
    private long tokens;

    SimulatedStream(
            String provider, SimulatedAnswer answer, Steering steering, Pace pace, Patience patience, Pause pause) {
        this.provider = provider;
        this.answer = answer;
        this.interruption = steering.interruption();
        this.pace = pace;
        this.patience = patience;
        this.pause = pause;
        // The end is a moment of its own, at which a fault can still prevent a clean one.
        this.chunks = interruption
                .map(fault -> Math.min(fault.afterChunks(), answer.size()))
                .orElse(answer.size());
    }

    @Override
    protected @Nullable Map<String, Object> read() {
        if (position == chunks && interruption.isPresent()) {
            throw broken(interruption.get());
        }
        if (position == chunks) {
            return null;
        }
        await(pace.dueAfter(tokens));
        tokens += answer.tokens(position);
        return answer.chunk(position++);
    }

    @Override
    public boolean isReady() {
        if (super.isReady()) {
            return true;
        }
        return position == chunks
                ? interruption.isEmpty() || interruption.get().fault() != Steering.Fault.SILENCE
                : pace.dueAfter(tokens) - System.nanoTime() <= 0;
    }

    @Override
    public void close() {
        pause.callOff();
    }

    private ProviderException broken(Interruption fault) {
        await(fault.fault() == Steering.Fault.SILENCE ? patience.never() : pace.dueAfter(tokens));
        return failure(provider, fault);
    }

    static ProviderException failure(String provider, Interruption interruption) {
        return switch (interruption.fault()) {
            case CUT ->
                new ProviderException(
                        ErrorKind.PROVIDER_BAD_RESPONSE,
                        "provider '" + provider + "' broke off before the end of its answer");
            case MALFORMED ->
                new ProviderException(
                        ErrorKind.PROVIDER_BAD_RESPONSE, "provider '" + provider + "' sent a chunk that is not JSON");
            case SILENCE ->
                new ProviderException(ErrorKind.PROVIDER_TIMEOUT, "provider '" + provider + "' fell silent");
        };
    }

    private void await(long dueAt) {
        if (position == 0) {
            patience.first(dueAt);
        } else {
            patience.next(dueAt);
        }
    }
}
