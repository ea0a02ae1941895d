package io.serai.processors.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.standing.Cooldown;
import io.serai.api.standing.Standing;
import io.serai.api.standing.Standings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.junit.jupiter.api.Test;

class ProbeTest {

    private static final Duration NOT_TOLD = Duration.ZERO;

    private final AtomicLong clock = new AtomicLong(1);
    private final List<Exchange> asked = new ArrayList<>();
    private final Targets targets = new Targets(List.of(Target.of("a"), Target.of("b")), Standings.ofThisNode());

    private void probe(Processor first) {
        AsyncProcessor[] steps = Stream.of(first, (Processor) asked::add)
                .map(AsyncProcessorConverterHelper::convert)
                .toArray(AsyncProcessor[]::new);
        new Probe(targets, steps, Cooldown.DEFAULT, clock::get, new DefaultCamelContext()).run();
    }

    private void fail(int times, Duration told) {
        for (int i = 0; i < times; i++) {
            targets.standing(0).failed(Cooldown.DEFAULT, told, clock.get());
        }
    }

    @Test
    void targetThatIsWellAgain_restsNoMore() {
        fail(3, NOT_TOLD);
        assertThat(targets.standing(0).isOpen(clock.get())).isFalse();

        probe(asked::add);

        assertThat(asked).singleElement().satisfies(exchange -> assertThat(
                        exchange.getMessage().getBody(Map.class))
                .containsEntry("max_tokens", 1));
        assertThat(targets.standing(0).isOpen(clock.get())).isTrue();
        assertThat(targets.standing(0).running()).isZero();
    }

    @Test
    void targetThatIsStillIll_restsOn() {
        fail(3, NOT_TOLD);
        clock.addAndGet(Duration.ofSeconds(20).toNanos());

        probe(exchange -> {
            throw new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "still down");
        });

        Standing standing = targets.standing(0);
        assertThat(standing.isOpen(clock.get())).isFalse();
        assertThat(standing.rests(clock.get())).isEqualTo(Duration.ofSeconds(30));
        assertThat(standing.running()).isZero();
    }

    @Test
    void targetThatHasSaidHowLong_isLeftAlone() {
        fail(1, Duration.ofSeconds(60));
        probe(asked::add);
        assertThat(asked).isEmpty();
    }

    @Test
    void targetsThatDoNotRest_areLeftAlone() {
        fail(2, NOT_TOLD);
        probe(asked::add);
        assertThat(asked).isEmpty();
    }

    @Test
    void targetThatACallerTries_isLeftAlone() {
        fail(3, NOT_TOLD);
        assertThat(targets.standing(0).enterEarly(clock.get())).isTrue();
        probe(asked::add);
        assertThat(asked).isEmpty();
    }
}
