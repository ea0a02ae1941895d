package io.serai.processors.cluster;

import io.serai.processors.cache.CacheKey;
import java.util.List;
import java.util.Optional;

/** Pieces of an answer as they go over the network: encrypted for the tenant, the flight and their turn, so that none can be told twice. */
final class FlightSeal {

    private static final int PIECE = 1;

    private final ContentCipher cipher;

    FlightSeal(ContentCipher cipher) {
        this.cipher = cipher;
    }

    byte[] seal(CacheKey key, String flight, long turn, List<FlightPiece> pieces) {
        FrameWriter out = new FrameWriter();
        pieces.forEach(piece -> out.put(PIECE, piece.frame()));
        return cipher.seal(AnswerSeal.tenant(key), name(key, flight, turn), out.bytes());
    }

    /** Empty where it was sealed for something else. */
    Optional<List<FlightPiece>> open(CacheKey key, String flight, long turn, byte[] sealed) {
        return cipher.open(AnswerSeal.tenant(key), name(key, flight, turn), sealed)
                .map(content -> new FrameReader(content)
                        .frames(PIECE).stream().map(FlightPiece::read).toList());
    }

    private static String name(CacheKey key, String flight, long turn) {
        return "flight:" + flight + ":" + turn + ":" + key.name();
    }
}
