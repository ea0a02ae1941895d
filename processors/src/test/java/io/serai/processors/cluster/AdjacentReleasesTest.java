package io.serai.processors.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.call.Operation;
import io.serai.processors.cache.CachedAnswer;
import io.serai.processors.cache.store.Head;
import io.serai.processors.cluster.ContentCipher.Domain;
import io.serai.processors.responses.StoredResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What nodes tell each other beside limits, as the release after this one would write it, with more in it, and the one before, with less.
 * The numbers are those of the format: one that changes here breaks a cluster whose nodes are replaced one by one.
 */
class AdjacentReleasesTest {

    private static final UUID NODE = new UUID(1, 2);

    private static FrameWriter newer() {
        return new FrameWriter().put(99, "something new").put(98, new FrameWriter().put(1, 7));
    }

    @Test
    void standingReport_ofEither_isRead() {
        FrameWriter whole =
                newer().put(1, "openai/gpt").put(2, 3).put(3, 40).put(4, 5_000).put(5, 600);
        FrameWriter less = new FrameWriter().put(1, "openai/gpt");
        NodeId node = new NodeId(1, 2);

        StandingReport report = StandingReport.read(
                newer().put(1, node.frame()).put(2, whole).put(2, less).bytes());

        assertThat(report.node()).isEqualTo(node);
        assertThat(report.news())
                .containsExactly(
                        new StandingReport.News("openai/gpt", 3, 40, Duration.ofSeconds(5), Duration.ofMillis(600)),
                        new StandingReport.News("openai/gpt", 0, 0, Duration.ZERO, Duration.ZERO));
    }

    @Test
    void claimOfACall_ofEither_isRead() {
        byte[] whole = newer().put(1, NODE.toString()).put(2, 7).put(3, 1).bytes();
        byte[] less = new FrameWriter().put(1, NODE.toString()).put(2, 7).bytes();

        assertThat(FlightClaim.Claim.read(whole)).isEqualTo(new FlightClaim.Claim(NODE, 7, true));
        assertThat(FlightClaim.Claim.read(less)).isEqualTo(new FlightClaim.Claim(NODE, 7, false));
    }

    @Test
    void pieceOfAnAnswer_ofEither_isRead() {
        CachedAnswer.Source source = new CachedAnswer.Source("openai", "gpt", Operation.EMBED);
        FrameWriter whole = newer().put(1, 2)
                .put(2, "openai")
                .put(3, "gpt")
                .put(4, Operation.EMBED.label())
                .put(5, "{\"a\":1}".getBytes(UTF_8))
                .put(7, 123);
        FrameWriter unknownOperation =
                new FrameWriter().put(1, 1).put(2, "openai").put(3, "gpt").put(4, "an operation of the next release");

        assertThat(piece(whole)).isEqualTo(new FlightPiece.Whole(source, Map.of("a", 1), 123));
        assertThat(piece(unknownOperation))
                .isEqualTo(new FlightPiece.Began(new CachedAnswer.Source("openai", "gpt", Operation.CHAT)));
        assertThat(piece(newer().put(1, 4))).isEqualTo(new FlightPiece.Ended());
        assertThat(piece(newer().put(1, 77))).isInstanceOf(FlightPiece.Failed.class);
    }

    private static FlightPiece piece(FrameWriter written) {
        return FlightPiece.read(new FrameReader(written.bytes()));
    }

    @Test
    void headOfACachedAnswer_ofEither_isRead_andNoneWhereItsOperationIsUnknown() {
        FrameWriter head = newer().put(1, "openai")
                .put(2, "gpt")
                .put(3, Operation.EMBED.label())
                .put(4, "fast")
                .put(5, "red")
                .put(6, 10)
                .put(7, 20);

        Optional<Head> read = AnswerSeal.head(newer().put(1, head).bytes());

        assertThat(read).hasValueSatisfying(known -> {
            assertThat(known.source()).isEqualTo(new CachedAnswer.Source("openai", "gpt", Operation.EMBED));
            assertThat(known.asked()).isEqualTo("fast");
            assertThat(known.tags()).containsExactly("red");
            assertThat(known.expiresAt()).isEqualTo(20);
        });
        assertThat(AnswerSeal.head(new FrameWriter()
                        .put(1, new FrameWriter().put(3, "an operation of the next release"))
                        .bytes()))
                .isEmpty();
        assertThatThrownBy(() -> AnswerSeal.head(new byte[] {FrameWriter.VERSION + 1}))
                .isInstanceOf(FrameException.class);
    }

    @Test
    void storedResponse_ofEither_isRead_andNoneOfAnotherFormat() {
        ContentCipher cipher = ContentCipherTest.cipher(Domain.RESPONSES, ContentCipherTest.secret(1));
        String name = ResponseSeal.name("ten_1/user:a", "resp_1");
        ResponseSeal seal = new ResponseSeal(cipher);
        FrameWriter content =
                newer().put(1, "resp_1").put(3, "[]".getBytes(UTF_8)).put(4, "{}".getBytes(UTF_8));

        Optional<StoredResponse> read =
                seal.open("ten_1/user:a", "resp_1", cipher.seal("ten_1", name, content.bytes()));

        assertThat(read).hasValueSatisfying(response -> {
            assertThat(response.id()).isEqualTo("resp_1");
            assertThat(response.previous()).isEmpty();
            assertThat(response.response()).isEqualTo("{}".getBytes(UTF_8));
        });
        byte[] another =
                new FrameWriter(FrameWriter.VERSION + 1).put(1, "resp_1").bytes();
        assertThat(seal.open("ten_1/user:a", "resp_1", cipher.seal("ten_1", name, another)))
                .isEmpty();
    }
}
