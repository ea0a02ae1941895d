package io.serai.processors.cache.store;

import io.serai.processors.cache.CachedAnswer;

/** An answer as it lies in the memory of this node. Two are the same only where they are one object. */
sealed interface Kept {

    Head head();

    /** In bytes. */
    int weight();

    /** To be given at once. */
    final class Ready implements Kept {

        private final Head head;
        private final CachedAnswer answer;
        private final int weight;

        Ready(Head head, CachedAnswer answer) {
            this.head = head;
            this.answer = answer;
            this.weight = AnswerWeight.of(answer.answer());
        }

        @Override
        public Head head() {
            return head;
        }

        CachedAnswer answer() {
            return answer;
        }

        @Override
        public int weight() {
            return weight;
        }
    }

    /** As {@link AnswerCodec} packs it. */
    final class Packed implements Kept {

        /** Of the head, the key and a place in a table. */
        private static final int SHELL = 512;

        private final Head head;
        private final byte[] bytes;

        Packed(Head head, byte[] bytes) {
            this.head = head;
            this.bytes = bytes;
        }

        @Override
        public Head head() {
            return head;
        }

        byte[] bytes() {
            return bytes;
        }

        @Override
        public int weight() {
            return SHELL + bytes.length;
        }
    }
}
