package io.serai.processors.audit;

import io.serai.processors.audit.Finding.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The anchors that a verifier is given: of each seal its hash, 32 bytes in memory. */
public final class Anchors {

    private final Map<String, Run> runs = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private Anchors() {}

    /** Anchors of one chain, whose numbers follow each other. */
    private static final class Run {
        private final long first;
        private final List<byte[]> hashes = new ArrayList<>();

        private Run(long first) {
            this.first = first;
        }

        private long last() {
            return first + hashes.size() - 1;
        }
    }

    /**
     * Reads anchors as {@link FileAnchor} writes them, of any number of chains.
     *
     * @param from in milliseconds since the epoch; earlier seals are passed over
     * @param until in milliseconds since the epoch; later seals are passed over
     */
    public static Anchors read(BufferedReader lines, long from, long until) throws IOException {
        Anchors anchors = new Anchors();
        SealDigest digest = new SealDigest();
        long number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank()) {
                anchors.add(line, number, digest, from, until);
            }
        }
        return anchors;
    }

    private void add(String line, long lineNumber, SealDigest digest, long from, long until) {
        Seal seal;
        try {
            seal = AnchorLine.read(line);
        } catch (IllegalArgumentException e) {
            findings.add(
                    new Finding(Kind.ANCHOR_BROKEN, "?", lineNumber, "line " + lineNumber + ": " + e.getMessage()));
            return;
        }
        if (seal.at() < from || seal.at() > until) {
            return;
        }
        Run run = runs.computeIfAbsent(seal.chain(), chain -> new Run(seal.number()));
        if (seal.number() == run.last() + 1) {
            run.hashes.add(digest.of(seal));
        } else {
            findings.add(new Finding(
                    Kind.ANCHOR_BROKEN,
                    seal.chain(),
                    seal.number(),
                    "line " + lineNumber + " should be the anchor of seal " + (run.last() + 1)));
        }
    }

    List<Finding> findings() {
        return findings;
    }

    List<String> chains() {
        return List.copyOf(runs.keySet());
    }

    /** The number of the last anchored seal, 0 where none of the chain's is. */
    long last(String chain) {
        Run run = runs.get(chain);
        return run == null ? 0 : run.last();
    }

    /** What {@link SealDigest} made of the anchored seal; null where it is not anchored. */
    byte @Nullable [] hash(String chain, long number) {
        Run run = runs.get(chain);
        if (run == null || number < run.first || number > run.last()) {
            return null;
        }
        return run.hashes.get((int) (number - run.first));
    }
}
