package io.serai.processors.cache;

import static io.serai.processors.cache.CacheLab.answer;
import static io.serai.processors.cache.CacheLab.chunks;
import static io.serai.processors.cache.CacheLab.request;
import static io.serai.processors.cache.CacheLab.streamed;
import static io.serai.processors.cache.CacheLab.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.serai.api.call.CallNames;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.PolicyException;
import io.serai.api.error.ProviderException;
import io.serai.api.meter.Attempt;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** F67: cut, failed and refused answers are never given a second time; nor is one of another model for the model's own (F66). */
class KeptAnswersTest {

    private final CacheLab lab = new CacheLab();

    @BeforeEach
    void start() throws Exception {
        lab.cache.setMaxSize(2000);
        lab.start();
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    private void isNotKept(String why) {
        assertThat(verdict(lab.send(request(why)))).as(why).isEqualTo(CacheVerdict.MISS);
        assertThat(verdict(lab.send(request(why)))).as(why).isEqualTo(CacheVerdict.MISS);
        assertThat(lab.space.flights().count()).isZero();
    }

    @Test
    void answersThatAreNotWhole_areNotKept_F67() {
        Map<String, Map<String, Object>> bad = new LinkedHashMap<>();
        Stream.of("length", "content_filter", "max_tokens", "unheard-of")
                .forEach(reason -> bad.put(reason, answer("Hel", reason)));
        bad.put("no reason", answer("Hel", "stop"));
        choice(bad.get("no reason")).remove("finish_reason");
        bad.put("null", answer("Hel", "stop"));
        choice(bad.get("null")).put("finish_reason", null);
        bad.put("an error in a 200", new LinkedHashMap<>(Map.of("error", Map.of("message", "no"))));
        bad.put("an error beside choices", with(answer("Hel", "stop"), "error", Map.of("code", 502)));
        bad.put("an error in a choice", answer("Hel", "stop"));
        choice(bad.get("an error in a choice")).put("error", Map.of("code", 502));
        bad.put("a refusal", answer("", "stop"));
        message(bad.get("a refusal")).put("refusal", "I can't.");
        bad.put("no choices", with(answer("", "stop"), "choices", List.of()));
        bad.put("too large", answer("x".repeat(2001), "stop"));
        bad.put("too large in bytes", answer("字".repeat(667), "stop"));
        bad.put(
                "another number of choices",
                with(answer("", "stop"), "choices", List.of(choice(answer("a", "stop")), choice(answer("b", "stop")))));

        bad.forEach((why, said) -> {
            lab.step = exchange -> said;
            isNotKept(why);
        });
    }

    @Test
    void failures_areNotKept_F67() {
        lab.step = exchange -> new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "down");
        isNotKept("failure");
        lab.step = exchange -> new PolicyException(ErrorKind.POLICY_GUARD_BLOCKED, "no");
        isNotKept("guard");
    }

    @Test
    void streamsThatEndInAnotherWay_areNotKept_F67() {
        Map<String, List<Map<String, Object>>> bad = new LinkedHashMap<>();
        bad.put("no finish reason", chunks(null, "Hel"));
        bad.put("length", chunks("length", "Hel"));
        bad.put("too large", chunks("stop", "x".repeat(1100), "x".repeat(1100)));
        List<Map<String, Object>> failed = new ArrayList<>(chunks("stop", "Hel"));
        failed.add(new LinkedHashMap<>(Map.of("error", Map.of("message", "no"))));
        bad.put("error", failed);

        bad.forEach((why, said) -> {
            lab.step = exchange -> ChatStream.of(said);
            lab.send(streamed(why)).getMessage().getBody(ChatStream.class).collect();
            isNotKeptAfterStream(why);
        });
    }

    private void isNotKeptAfterStream(String why) {
        lab.step = exchange -> answer("Hello", "stop");
        assertThat(verdict(lab.send(request(why)))).as(why).isEqualTo(CacheVerdict.MISS);
    }

    @Test
    void streamThatIsClosedEarly_orBreaks_isNotKept_F67() {
        lab.step = exchange -> ChatStream.of(chunks("stop", "Hel", "lo"));
        ChatStream closed = lab.send(streamed("closed")).getMessage().getBody(ChatStream.class);
        closed.next();
        closed.next();
        closed.close();
        isNotKeptAfterStream("closed");

        lab.step = exchange ->
                ChatStream.of(() -> new Broken(chunks("stop", "Hel", "lo").iterator()));
        ChatStream broken = lab.send(streamed("broken")).getMessage().getBody(ChatStream.class);
        assertThat(catchThrowable(broken::collect)).isInstanceOf(ProviderException.class);
        isNotKeptAfterStream("broken");
        assertThat(lab.space.flights().count()).isZero();
    }

    /** Breaks after two chunks. */
    private static final class Broken implements Iterator<Map<String, Object>> {
        private final Iterator<Map<String, Object>> chunks;
        private int told;

        Broken(Iterator<Map<String, Object>> chunks) {
            this.chunks = chunks;
        }

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public Map<String, Object> next() {
            if (told++ == 2) {
                throw new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "cut");
            }
            if (!chunks.hasNext()) {
                throw new NoSuchElementException();
            }
            return chunks.next();
        }
    }

    @Test
    void answerThatIsTooLargeToKeep_isJoinedByNobodyElse() throws Exception {
        try (CacheLab small = new CacheLab()) {
            small.cache.setMaxSize(100);
            small.start();
            GatedStream upstream = new GatedStream();
            small.step = exchange -> small.calls.get() == 1 ? upstream : answer("Hello", "stop");
            upstream.say("a".repeat(80));
            ChatStream leader = small.send(streamed("Hi")).getMessage().getBody(ChatStream.class);
            ChatStream early = small.send(streamed("Hi")).getMessage().getBody(ChatStream.class);
            upstream.say("a".repeat(80));
            upstream.say("a".repeat(80));
            for (int i = 0; i < 3; i++) {
                leader.next();
            }

            assertThat(verdict(small.send(request("Hi")))).isEqualTo(CacheVerdict.MISS);
            upstream.finish();
            assertThat(early.collect().toString()).contains("a".repeat(240));
        }
    }

    @Test
    void traceInAnAnswer_isNotKept() {
        lab.step = exchange -> with(answer("Hello", "stop"), "serai", Map.of("attempts", List.of()));
        lab.send(request("Hi"));

        Exchange hit = lab.send(request("Hi"));

        assertThat(verdict(hit)).isEqualTo(CacheVerdict.HIT);
        assertThat(hit.getMessage().getBody(Map.class)).doesNotContainKey("serai");
    }

    @Test
    void answerOfAFallback_isNotGivenForTheModelsOwn_F66() {
        lab.step = exchange -> {
            CacheLab.attempt(exchange, "primary", Attempt.Outcome.FAILED);
            return answer("from the fallback", "stop");
        };
        isNotKept("after a failure");

        lab.step = exchange -> {
            exchange.setProperty(CallNames.FALLBACK, true);
            return answer("from the fallback", "stop");
        };
        isNotKept("while the first rests");

        lab.step = exchange -> answer("its own", "stop");
        lab.send(request("while the first rests"));
        assertThat(CacheLab.text(lab.send(request("while the first rests")))).isEqualTo("its own");
    }

    @Test
    void failureThatTheRouteHandles_isNotKept_howeverGoodItsWordsLook_F67() {
        lab.step = exchange -> new CacheLab.Apology(answer("Sorry, try again later.", "stop"));
        isNotKept("whole");

        lab.step = exchange -> new CacheLab.Apology(ChatStream.of(chunks("stop", "Sorry")));
        lab.send(streamed("as a stream")).getMessage().getBody(ChatStream.class).collect();
        isNotKeptAfterStream("as a stream");

        lab.step = exchange -> {
            CacheLab.attempt(exchange, CacheLab.PROVIDER, Attempt.Outcome.SUCCEEDED);
            return new CacheLab.Apology(answer("Sorry, try again later.", "stop"));
        };
        isNotKept("after a call that went well");
    }

    @Test
    void failureOfTheRoute_handledAfterAnEarlierStepHasAskedTheSame_isNotKept_F67() {
        lab.step = exchange -> new CacheLab.Apology(answer("Sorry, try again later.", "stop"));
        for (int i = 0; i < 2; i++) {
            Exchange asked = lab.exchange(request("Hi"));
            CacheLab.attempt(asked, CacheLab.PROVIDER, Attempt.Outcome.SUCCEEDED);
            assertThat(verdict(lab.send(asked))).isEqualTo(CacheVerdict.MISS);
        }
    }

    @Test
    void answerThatWasCut_isKeptWhereItsEndIsAmongTheGoodOnes() throws Exception {
        try (CacheLab lax = new CacheLab()) {
            lax.cache.setFinishReasons("stop, length");
            lax.step = exchange -> answer("Hel", "length");
            lax.start();
            lax.send(request("Hi"));

            assertThat(verdict(lax.send(request("Hi")))).isEqualTo(CacheVerdict.HIT);
        }
    }

    @Test
    void answerAfterARetryOfTheSame_isKept() {
        lab.step = exchange -> {
            CacheLab.attempt(exchange, CacheLab.PROVIDER, Attempt.Outcome.FAILED);
            return answer("at last", "stop");
        };
        lab.send(request("Hi"));

        assertThat(verdict(lab.send(request("Hi")))).isEqualTo(CacheVerdict.HIT);
    }

    private static Map<String, Object> with(Map<String, Object> answer, String name, Object value) {
        answer.put(name, value);
        return answer;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> choice(Map<String, Object> answer) {
        return (Map<String, Object>) ((List<?>) answer.get("choices")).get(0);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> message(Map<String, Object> answer) {
        return (Map<String, Object>) choice(answer).get("message");
    }
}
