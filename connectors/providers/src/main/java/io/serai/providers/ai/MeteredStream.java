package io.serai.providers.ai;

import io.serai.api.chat.ChatStream;
import io.serai.api.chat.Usage;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.Attempt;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A provider's stream that tells the meter what passes through it. */
final class MeteredStream extends ChatStream {

    private final ChatStream source;
    private final Attempt attempt;
    private final Consumer<SeraiException> brokenOff;

    MeteredStream(ChatStream source, Attempt attempt, Consumer<SeraiException> brokenOff) {
        this.source = source;
        this.attempt = attempt;
        this.brokenOff = brokenOff;
    }

    @Override
    protected @Nullable Map<String, Object> read() {
        try {
            if (!source.hasNext()) {
                attempt.succeed();
                return null;
            }
            Map<String, Object> chunk = source.next();
            attempt.firstToken();
            if (attempt.responseModel().isEmpty() && chunk.get("model") instanceof String named) {
                attempt.reportModel(named);
            }
            Usage.in(chunk).ifPresent(attempt::report);
            return chunk;
        } catch (RuntimeException e) {
            SeraiException failure = AiCall.ended(attempt, e);
            brokenOff.accept(failure);
            throw failure;
        }
    }

    @Override
    public boolean isReady() {
        return super.isReady() || source.isReady();
    }

    @Override
    public void close() {
        source.close();
        attempt.cancel();
    }
}
