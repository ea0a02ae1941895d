package io.serai.processors.audit;

import io.serai.processors.audit.Finding.Kind;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks that the seals of one chain follow each other without a gap, and that they are those that were anchored. */
final class ChainCheck {

    private final String chain;
    private final Optional<Anchors> anchors;
    private final Findings findings;
    private final long anchoredBefore;
    private final SealDigest digest = new SealDigest();

    private @Nullable Seal before;
    private boolean bare;

    /**
     * @param before what its first seal follows; empty where it is not read from its beginning
     * @param anchoredBefore seals made before that must have been anchored by now, in milliseconds since the epoch
     */
    ChainCheck(String chain, Optional<Seal> before, Optional<Anchors> anchors, Findings findings, long anchoredBefore) {
        this.chain = chain;
        this.anchors = anchors;
        this.findings = findings;
        this.anchoredBefore = anchoredBefore;
        this.before = before.orElse(null);
    }

    void next(Seal seal) {
        if (before != null) {
            follow(before, seal);
        }
        before = seal;
        if (seal.first() > seal.last()) {
            findings.add(Kind.SEAL_BROKEN, chain, seal.number(), "it is about no rows");
        }
        anchors.ifPresent(known -> compare(known, seal));
    }

    private void follow(Seal earlier, Seal seal) {
        if (seal.number() != earlier.number() + 1) {
            findings.add(
                    Kind.SEAL_MISSING, chain, earlier.number() + 1, "the next seal that is there is " + seal.number());
        } else if (seal.first() != earlier.last() + 1 || !seal.previous().equals(earlier.head())) {
            findings.add(Kind.SEAL_BROKEN, chain, seal.number(), "it does not begin where the seal before it ends");
        }
    }

    private void compare(Anchors known, Seal seal) {
        byte[] anchored = known.hash(chain, seal.number());
        if (anchored != null) {
            if (!Arrays.equals(anchored, digest.of(seal))) {
                findings.add(Kind.ANCHOR_DIFFERS, chain, seal.number(), "another seal was anchored");
            }
        } else if (!bare && seal.number() > known.last(chain) && seal.at() < anchoredBefore) {
            // Where anchoring has stopped, all later seals lack one: the first says it for all. Those before the first
            // anchor may be of a
            // time without anchors; the first anchor vouches for them, because each seal holds on to the one before it.
            bare = true;
            findings.add(Kind.ANCHOR_MISSING, chain, seal.number(), "the seal has not been anchored");
        }
    }

    void end() {
        long last = before == null ? 0 : before.number();
        long anchored = anchors.map(known -> known.last(chain)).orElse(0L);
        if (anchored > last) {
            findings.add(
                    Kind.CUT_OFF,
                    chain,
                    last + 1,
                    "the store ends after seal " + last + ", seals up to " + anchored + " were anchored");
        }
    }
}
