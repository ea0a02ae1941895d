package io.serai.processors.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.processors.cluster.PoolRequest.Kind;
import io.serai.processors.limits.Counter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes of two releases, one after the other, read what either writes; the newer one is made by hand. */
class FramesTest {

    private static final NodeId NODE = new NodeId(1, 2);
    private static final Counter COUNTER = new Counter("lim_1", 10, 0, Long.MAX_VALUE, null);

    @Test
    void number_anyLong_isReadAsWritten() {
        for (long value : new long[] {0, 1, 127, 128, 300, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            FrameReader in = new FrameReader(
                    new FrameWriter().put(1, value).put(2, "after").bytes());

            assertThat(in.number(1, 5)).isEqualTo(value);
            assertThat(in.text(2)).isEqualTo("after");
        }
    }

    @Test
    void read_fieldsOfANewerRelease_areSteppedOver() {
        byte[] newer = new FrameWriter()
                .put(99, "something new")
                .put(1, 1)
                .put(2, 4)
                .put(98, new FrameWriter().put(1, 7))
                .put(3, 6)
                .bytes();

        PoolReply reply = PoolReply.read(new FrameReader(newer));

        assertThat(reply.known()).isTrue();
        assertThat(reply.granted()).isEqualTo(4);
        assertThat(reply.taken()).isEqualTo(6);
    }

    @Test
    void read_fieldsThatAnOlderReleaseDidNotHave_haveTheirUsualValues() {
        byte[] older = new FrameWriter().put(1, 2).put(6, 3).bytes();

        PoolRequest request = PoolRequest.read(new FrameReader(older));

        assertThat(request.amount()).isEqualTo(3);
        assertThat(request.rolling()).isZero();
        assertThat(request.until()).isEqualTo(Long.MAX_VALUE);
        assertThat(request.gone()).isEmpty();
    }

    /** An old node changes an entry of a new one: what it does not know stays there. */
    @Test
    void limitState_withFieldsOfANewerRelease_keepsThemWhenItIsChanged() {
        FrameWriter window = new FrameWriter()
                .put(1, 0)
                .put(2, Long.MAX_VALUE)
                .put(3, Long.MAX_VALUE)
                .put(4, 1)
                .put(5, 2)
                .put(77, "of the window");
        LimitState state = new LimitState(
                new FrameWriter().put(1, window).put(78, "of the limit").bytes());

        state.apply(NODE, PoolRequest.of(Kind.TAKE, COUNTER, 3, 3, 9));

        FrameReader changed = new FrameReader(state.bytes());
        assertThat(changed.text(78)).isEqualTo("of the limit");
        assertThat(changed.frames(1).get(0).text(77)).isEqualTo("of the window");
        assertThat(new LimitState(state.bytes())
                        .apply(NODE, PoolRequest.of(Kind.LOOK, COUNTER, 0, 0, 9))
                        .taken())
                .isEqualTo(5);
    }

    @Test
    void read_versionThatIsNotKnown_isRefused() {
        byte[] frame = new FrameWriter(FrameWriter.VERSION + 1).put(1, 1).bytes();

        assertThatThrownBy(() -> new FrameReader(frame)).isInstanceOf(FrameException.class);
        assertThatThrownBy(() -> new FrameReader(new byte[0])).isInstanceOf(FrameException.class);
    }

    @Test
    void read_brokenBytes_areRefusedWithoutHarm() {
        byte[] whole = new FrameWriter().put(1, 300).put(2, "text").bytes();
        for (int length = 2; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            if (length != 5) {
                assertThatThrownBy(() -> new FrameReader(cut)).isInstanceOf(FrameException.class);
            }
        }
        assertThatThrownBy(() -> new FrameReader(new byte[] {1, 1, -1, -1, -1, -1, 127}))
                .isInstanceOf(FrameException.class);
    }

    /** Hazelcast repeats an operation whose member dies before it answers. */
    @Test
    void limitState_sameTurnTwice_isDoneOnce() {
        LimitState state = new LimitState();
        state.apply(NODE, PoolRequest.of(Kind.OPEN, COUNTER, 0, 0, 9));
        byte[] replies = new FrameWriter().put(1, "answer").bytes();
        state.answer(NODE, 5, replies);

        LimitState.Answered last = new LimitState(state.bytes()).answered(NODE);

        assertThat(last).isNotNull();
        assertThat(last.turn()).isEqualTo(5);
        assertThat(last.replies()).isEqualTo(replies);
    }

    /** F34: both halves of a split cluster gave something out; together they count all of it. */
    @Test
    void merge_bothHalvesGaveShares_allOfThemCount() {
        LimitState one = opened();
        LimitState other = new LimitState(one.bytes());
        one.apply(NODE, PoolRequest.of(Kind.TAKE, COUNTER, 4, 4, 9));
        other.apply(new NodeId(3, 4), PoolRequest.of(Kind.TAKE, COUNTER, 5, 5, 9));

        one.merge(other);

        assertThat(one.apply(NODE, PoolRequest.of(Kind.TAKE, COUNTER, 2, 2, 9)).granted())
                .isZero();
        PoolReply look = one.apply(NODE, PoolRequest.of(Kind.LOOK, COUNTER, 0, 0, 9));
        assertThat(look.taken()).isEqualTo(9);
        assertThat(look.holders()).isEqualTo(List.of(NODE, new NodeId(3, 4)));
    }

    private static LimitState opened() {
        LimitState state = new LimitState();
        state.apply(NODE, PoolRequest.of(Kind.OPEN, COUNTER, 0, 0, 9));
        return state;
    }
}
