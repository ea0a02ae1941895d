package io.serai.processors.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.chat.ChatStream;
import io.serai.api.error.SeraiException;
import io.serai.api.standing.Standing;
import io.serai.processors.routing.RandomCalls.Call;
import io.serai.processors.routing.RandomCalls.Story;
import io.serai.processors.routing.Stage.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.camel.impl.DefaultCamelContext;

/** Whatever targets do, in whatever graph of models: what may be asked, what a caller gets, and what stays behind. */
class RoutingPropertyTest {

    private static final int CALLERS = 4;

    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();

    @BeforeContainer
    static void start() {
        CAMEL.start();
    }

    @AfterContainer
    static void stop() {
        CAMEL.stop();
    }

    @Provide
    Arbitrary<Story> orderly() {
        return RandomCalls.stories(RandomCalls.orderly());
    }

    @Provide
    Arbitrary<Story> any() {
        return RandomCalls.stories(RandomCalls.any());
    }

    @Provide
    Arbitrary<Story> disasters() {
        return RandomCalls.disasters(1_000);
    }

    @Property(tries = 1000)
    void calls_oneAfterTheOther_keepTheRules(@ForAll("orderly") Story story) {
        play(story);
    }

    @Property(tries = 500)
    void calls_withHedges_keepTheRules(@ForAll("any") Story story) {
        play(story);
    }

    @Property(tries = 200)
    void calls_atOnce_leaveNothingBehind(@ForAll("any") Story story) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try (Stage stage = new Stage(CAMEL, story, Traffic.AT_ONCE)) {
            List<Callable<List<Stage.Line>>> all = Collections.nCopies(CALLERS, () -> {
                List<Stage.Line> lines = new ArrayList<>();
                for (Call call : story.calls()) {
                    Stage.Line line = stage.call(call);
                    oneAnswer(call, line);
                    assertThat(line.attempts())
                            .isLessThanOrEqualTo(story.model().bound());
                    lines.add(line);
                }
                return lines;
            });
            List<Stage.Line> lines = new ArrayList<>();
            for (Future<List<Stage.Line>> each : callers.invokeAll(all)) {
                lines.addAll(each.get());
            }
            nothingStays(stage, lines);
            nobodyRestsForEver(stage);
        } finally {
            callers.shutdownNow();
        }
    }

    /** A fifth more than one attempt for each call, however many there are to be asked. */
    @Property(tries = 50, shrinking = ShrinkingMode.OFF)
    void calls_manyWithEverythingDown_hardlyAmplify(@ForAll("disasters") Story story) {
        try (Stage stage = new Stage(CAMEL, story, Traffic.ONE_BY_ONE)) {
            int attempts = 0;
            for (Call call : story.calls()) {
                Stage.Line line = stage.call(call);
                assertThat(line.failure()).isNotNull();
                attempts += line.attempts();
            }
            assertThat(attempts).isLessThanOrEqualTo(story.calls().size() * 12 / 10);
            assertThat(stage.complaints()).isEmpty();
        }
    }

    private static void play(Story story) {
        try (Stage stage = new Stage(CAMEL, story, Traffic.ONE_BY_ONE)) {
            for (Call call : story.calls()) {
                Stage.Line line = stage.call(call);
                oneAnswer(call, line);
                assertThat(line.attempts()).isLessThanOrEqualTo(story.model().bound());
                nothingStays(stage, List.of(line));
            }
            assertThat(stage.complaints()).isEmpty();
            nobodyRestsForEver(stage);
        }
    }

    /** An answer in the form that was asked for, or a failure of which a caller can be told. */
    private static void oneAnswer(Call call, Stage.Line line) {
        if (line.failure() == null) {
            assertThat(line.body()).isInstanceOf(call.stream() ? ChatStream.class : Map.class);
        } else {
            assertThat(line.failure()).isInstanceOf(SeraiException.class);
        }
    }

    private static void nothingStays(Stage stage, List<Stage.Line> lines) {
        Stage.soon(() -> stage.standings().values().stream().allMatch(standing -> standing.running() == 0)
                && lines.stream().allMatch(line -> line.open() == 0));
    }

    private static void nobodyRestsForEver(Stage stage) {
        long tomorrow = stage.now() + Duration.ofDays(1).toNanos();
        for (Map.Entry<String, Standing> each : stage.standings().entrySet()) {
            assertThat(each.getValue().isOpen(tomorrow)).as(each.getKey()).isTrue();
        }
    }
}
