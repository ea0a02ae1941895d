package io.serai.processors.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.api.error.CallerException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecallTest {

    /** Has the turns of one conversation, which are called by their numbers. */
    private static final class LongStore implements ResponseStore {

        @Override
        public void put(String scope, StoredResponse response) {}

        @Override
        public Optional<StoredResponse> find(String scope, String id) {
            int turn = Integer.parseInt(id);
            return Optional.of(new StoredResponse(
                    id,
                    turn == 1 ? Optional.empty() : Optional.of(String.valueOf(turn - 1)),
                    "[{\"role\":\"user\",\"content\":\"Hi\"}]".getBytes(UTF_8),
                    "{\"output\":[]}".getBytes(UTF_8)));
        }

        @Override
        public boolean delete(String scope, String id) {
            return false;
        }
    }

    private static Recall recall() {
        return new Recall(new LongStore(), "");
    }

    @Test
    void conversation_asLongAsAny_isWhole() {
        assertThat(recall().conversation("10000")).hasSize(10_000);
    }

    @Test
    void conversation_longerThanAny_isRefusedAndNotCut() {
        CallerException refused = catchThrowableOfType(CallerException.class, () -> recall().conversation("10001"));

        assertThat(refused.kind().status()).isEqualTo(400);
        assertThat(refused.param()).hasValue("previous_response_id");
        assertThat(refused).hasMessageContaining("10000");
    }
}
