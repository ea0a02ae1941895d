package io.serai.providers.faults;

import io.serai.api.chat.ChatStream;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.media.ByteStream;
import io.serai.api.model.ModelCard;
import io.serai.api.standing.AnswerForm;
import io.serai.providers.faults.Fault.Breaking;
import io.serai.providers.faults.Fault.Manner;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.ProviderCall;
import io.serai.providers.spi.Timeouts;
import io.serai.providers.waiting.Patience;
import io.serai.providers.waiting.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/** A provider whose calls meet faults. Those that are refused, or broken before their first chunk, never get to it: they cost nothing. */
public final class FaultyBackend implements Backend {

    private final Backend behind;
    private final Faults faults;
    private final String provider;
    private final String key;
    private final Runnable whenMet;

    /**
     * @param key the label of the key that it is called by; empty where it has one only
     * @param whenMet runs before a fault takes effect
     */
    public FaultyBackend(Backend behind, Faults faults, String provider, String key, Runnable whenMet) {
        this.behind = behind;
        this.faults = faults;
        this.provider = provider;
        this.key = key;
        this.whenMet = whenMet;
    }

    @Override
    public Map<String, Object> answer(ProviderCall call) {
        Optional<Fault> fault = faultOf(call);
        return fault.isEmpty() ? behind.answer(call) : behind.answer(new Turn(fault.get(), call).whole());
    }

    @Override
    public ByteStream bytes(ProviderCall call) {
        Optional<Fault> fault = faultOf(call);
        return fault.isEmpty() ? behind.bytes(call) : behind.bytes(new Turn(fault.get(), call).whole());
    }

    @Override
    public ChatStream stream(ProviderCall call) {
        Optional<Fault> fault = faultOf(call);
        return fault.isEmpty() ? behind.stream(call) : new Turn(fault.get(), call).streamed();
    }

    @Override
    public List<String> dropped(ProviderCall call, AnswerForm form) {
        return behind.dropped(call, form);
    }

    @Override
    public OptionalLong mostOutput(String model) {
        return behind.mostOutput(model);
    }

    @Override
    public ModelCard.Status status() {
        return behind.status();
    }

    private Optional<Fault> faultOf(ProviderCall call) {
        Optional<Fault> fault = faults.of(provider + "/" + call.model(), key, ThreadLocalRandom.current());
        if (fault.isPresent()) {
            whenMet.run();
        }
        return fault;
    }

    static ProviderException cut(String provider) {
        return new ProviderException(
                ErrorKind.PROVIDER_BAD_RESPONSE, "provider '" + provider + "' broke off its answer");
    }

    /** One call that meets a fault. */
    private final class Turn {
        private final Fault fault;
        private final ProviderCall call;
        private final Pause pause;
        private final Patience patience;
        private final long startedAt = System.nanoTime();

        Turn(Fault fault, ProviderCall call) {
            this.fault = fault;
            this.call = call;
            this.pause = new Pause(call.cancellation());
            this.patience = new Patience(provider, call, pause, startedAt);
        }

        /** What is left of a call whose answer comes in one piece. */
        ProviderCall whole() {
            ProviderCall left = begun();
            fault.breaking().map(Breaking::manner).ifPresent(this::broken);
            return left;
        }

        ChatStream streamed() {
            if (fault.breaking().filter(breaking -> breaking.afterChunks() > 0).isEmpty()) {
                return behind.stream(whole());
            }
            ChatStream source = behind.stream(begun());
            return new BrokenStream(provider, source, fault.breaking().get(), patience, pause);
        }

        private void broken(Manner manner) {
            if (manner == Manner.STALL) {
                patience.first(patience.never());
            }
            throw cut(provider);
        }

        private ProviderCall begun() {
            if (!fault.delay().isZero() || fault.refusal().isPresent()) {
                patience.first(startedAt + fault.delay().toNanos());
            }
            fault.refusal().ifPresent(refusal -> {
                throw refusal.of(provider);
            });
            return fault.delay().isZero() ? call : call.within(left(call.timeouts()));
        }

        /** The delay is the provider's: what is waited for its first token is less by so much. */
        private Timeouts left(Timeouts whole) {
            Duration firstToken = whole.firstToken().minus(fault.delay());
            Duration least = Duration.ofMillis(1);
            return new Timeouts(
                    whole.connect(), firstToken.compareTo(least) < 0 ? least : firstToken, whole.idle(), whole.total());
        }
    }
}
