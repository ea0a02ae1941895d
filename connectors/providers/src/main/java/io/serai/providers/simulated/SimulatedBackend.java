package io.serai.providers.simulated;

import io.serai.api.call.Operation;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.SeraiException;
import io.serai.api.media.ByteStream;
import io.serai.api.model.ModelCard;
import io.serai.providers.simulated.Steering.Fault;
import io.serai.providers.simulated.Steering.Interruption;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.ProviderCall;
import io.serai.providers.waiting.Patience;
import io.serai.providers.waiting.Pause;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Answers from the request alone, on the calling thread, as the steering says. */
final class SimulatedBackend implements Backend {

    private final String provider;
    private final SteeringOptions options;
    private final Clock clock;

    /** @param clock for {@code created}; waiting goes by {@link System#nanoTime()}, as deadlines do */
    SimulatedBackend(String provider, SteeringOptions options, Clock clock) {
        this.provider = provider;
        this.options = options;
        this.clock = clock;
    }

    @Override
    public Map<String, Object> answer(ProviderCall call) {
        Turn turn = new Turn(call);
        turn.refuseOrGoOn();
        if (call.operation() != Operation.CHAT) {
            Map<String, Object> answer = turn.simulated();
            turn.finish(0);
            return answer;
        }
        SimulatedAnswer answer = turn.compose();
        turn.finish(answer.tokens());
        return answer.whole();
    }

    @Override
    public ByteStream bytes(ProviderCall call) {
        Turn turn = new Turn(call);
        turn.refuseOrGoOn();
        if (turn.steering.interruption().isPresent()) {
            turn.finish(0);
        }
        Object format = call.request().get("response_format");
        if (format != null && !SimulatedSpeech.knows(format)) {
            call.notes().drop(List.of("response_format"));
        }
        return new SimulatedSpeech(call.request(), turn.pace, turn.patience, turn.pause);
    }

    @Override
    public ChatStream stream(ProviderCall call) {
        Turn turn = new Turn(call);
        turn.refuseOrGoOn();
        SimulatedStream stream =
                new SimulatedStream(provider, turn.compose(), turn.steering, turn.pace, turn.patience, turn.pause);
        // Waits for the first chunk: a failure before it is still the caller's to handle.
        boolean unused = stream.hasNext();
        return stream;
    }

    @Override
    public ModelCard.Status status() {
        return ModelCard.Status.SIMULATED;
    }

    private final class Turn {
        private final ProviderCall call;
        private final Steering steering;
        private final Pause pause;
        private final Pace pace;
        private final Patience patience;
        private final long startedAt = System.nanoTime();

        Turn(ProviderCall call) {
            this.call = call;
            this.steering = options.steering(call.request().get("simulate"));
            this.pause = new Pause(call.cancellation());
            this.pace = Pace.of(steering, startedAt);
            this.patience = new Patience(provider, call, pause, startedAt);
        }

        void refuseOrGoOn() {
            if (steering.refusal().isPresent()) {
                patience.first(startedAt + steering.latency().toNanos());
                throw refused(steering.refusal().get());
            }
        }

        private SeraiException refused(Refusal refusal) {
            return refusal.failure(provider, call.model());
        }

        /** What is not a chat. */
        Map<String, Object> simulated() {
            Map<String, Object> request = call.request();
            return switch (call.operation()) {
                case EMBED -> SimulatedEmbedding.answer(call.model(), request);
                case IMAGE -> SimulatedImages.answer(request, clock);
                case TRANSCRIBE -> SimulatedTranscript.answer(request, steering.content());
                case RERANK -> SimulatedRanking.answer(call.model(), request);
                case MODERATE -> SimulatedModeration.answer(call.model(), request);
                case PREDICT -> SimulatedPrediction.answer(call.model(), request);
                case CHAT, COUNT_TOKENS, SPEECH ->
                    throw new IllegalArgumentException(
                            "not simulated: " + call.operation().label());
            };
        }

        SimulatedAnswer compose() {
            return SimulatedAnswer.to(SimulatedRequest.of(call.model(), call.request()), steering.content(), clock);
        }

        /** Waits as long as a whole answer of so many tokens takes, of which nothing is seen before its end. */
        void finish(long tokens) {
            boolean silent = steering.interruption()
                    .map(fault -> fault.fault() == Fault.SILENCE)
                    .orElse(false);
            patience.first(silent ? patience.never() : pace.dueAfter(tokens));
            if (steering.interruption().isPresent()) {
                Interruption interruption = steering.interruption().get();
                throw SimulatedStream.failure(provider, interruption);
            }
        }
    }
}
