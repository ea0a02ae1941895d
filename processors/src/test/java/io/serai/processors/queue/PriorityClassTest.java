package io.serai.processors.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriorityClassTest {

    @Test
    void text_ofClasses_isReadInItsOrder() {
        assertThat(PriorityClass.parse("interactive: 8,batch:1 , other"))
                .containsExactly(
                        new PriorityClass("interactive", 8),
                        new PriorityClass("batch", 1),
                        new PriorityClass("other", 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            a: 0        | weight from 1
            a: -3       | weight from 1
            a: much     | to be a number, found 'much'
            : 3         | with a name
            a: 1, a: 2  | twice
            """)
    void text_thatIsWrong_isRefusedWithAReason(String text, String reason) {
        assertThatThrownBy(() -> PriorityClass.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
