package io.serai.processors.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one node has in stock. */
class ShareTest {

    private final List<Long> spent = new ArrayList<>();
    private final Share share = new Share(new Counter("lim", 1_600, 0, Long.MAX_VALUE, null), spent::add);

    /** Many who find nothing at the same moment must not each fetch a share. */
    @Test
    void wish_othersAreFetching_isForWhatTheyLeave() {
        assertThat(share.wish(100)).isEqualTo(100);
        assertThat(share.wish(100)).isEqualTo(1);
        assertThat(share.put(60)).isTrue();
        share.fetched(100);
        share.fetched(1);

        assertThat(share.wish(100)).isEqualTo(40);
    }

    @Test
    void spend_nothing_isNotTold() {
        share.spend(0);
        share.spend(7);

        assertThat(spent).containsExactly(7L);
    }
}
