package io.serai.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.gateway.http.IdempotentCalls.New;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever breaks, nobody who comes later waits for a call that is not being made. */
class IdempotentCallsTest {

    private static final String ID = "ten_1/a";

    private final BreakingStore store = new BreakingStore();
    private final IdempotentCalls calls = new IdempotentCalls(store);

    /** Breaks once, where it is told to. */
    private static final class BreakingStore implements AnswerStore {
        private final List<String> asked = new ArrayList<>();
        private String breaking = "";

        private void ask(String what) {
            asked.add(what);
            if (breaking.equals(what + asked.stream().filter(what::equals).count())) {
                throw new IllegalStateException("broken");
            }
        }

        @Override
        public Optional<KeptAnswer> find(String id) {
            ask("find");
            return Optional.empty();
        }

        @Override
        public void put(String id, KeptAnswer answer) {
            ask("put");
        }

        @Override
        public Claim claim(String id, String print) {
            ask("claim");
            return Claim.MINE;
        }

        @Override
        public void release(String id) {
            ask("release");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"find1", "claim1", "find2"})
    void find_storeBreaks_nextIsNewAgain(String breaking) {
        store.breaking = breaking;

        assertThatThrownBy(() -> calls.find(ID, "print")).hasMessage("broken");

        assertThat(store.asked.contains("release"))
                .as("what was claimed is released")
                .isEqualTo(breaking.equals("find2"));
        assertThat(calls.find(ID, "print")).isInstanceOf(New.class);
    }

    @Test
    void make_callCanNotBeMade_nextIsNewAgain() {
        RecordedAnswer answer = ((New) calls.find(ID, "print")).answer();

        assertThatThrownBy(() -> calls.make(ID, answer, (told, ended) -> {
                    throw new IllegalStateException("no thread");
                }))
                .hasMessage("no thread");

        assertThat(store.asked).contains("release");
        assertThat(calls.find(ID, "print")).isInstanceOf(New.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"put1", "release1"})
    void ended_storeBreaks_nextIsNewAgain(String breaking) {
        store.breaking = breaking;
        RecordedAnswer answer = ((New) calls.find(ID, "print")).answer();
        answer.whole(new AnswerHead(200, List.of()), new byte[0]);

        assertThatThrownBy(() -> calls.ended(ID, answer)).hasMessage("broken");

        assertThat(store.asked).contains("release");
        assertThat(calls.find(ID, "print")).isInstanceOf(New.class);
    }
}
