package io.serai.api.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallNotesTest {

    @Test
    void drop_whereLossesAreReported_keepsThemInOrder() {
        CallNotes notes = new CallNotes(CallNotes.Losses.REPORTED);
        notes.drop(List.of("messages[0].name", "seed"));
        assertThat(notes.dropped()).containsExactly("messages[0].name", "seed");
    }

    @Test
    void drop_whereNothingMayBeLost_refusesNamingAllFields() {
        SeraiException refused = catchThrowableOfType(
                SeraiException.class, () -> new CallNotes(CallNotes.Losses.REFUSED).drop(List.of("seed", "n")));
        assertThat(refused.kind()).isEqualTo(ErrorKind.CALLER_BAD_REQUEST);
        assertThat(refused.param()).contains("seed");
        assertThat(refused.getMessage()).contains("seed, n");
    }

    @Test
    void drop_ofNothing_isNeverRefused() {
        CallNotes notes = new CallNotes(CallNotes.Losses.REFUSED);
        notes.drop(List.of());
        assertThat(notes.dropped()).isEmpty();
    }
}
