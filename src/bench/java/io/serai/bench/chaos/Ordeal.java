package io.serai.bench.chaos;

import java.util.List;

/** Something bad that befalls the nodes while they are called. */
interface Ordeal {

    /**
     * Lets it happen, and returns once it is over.
     *
     * @return what should not have been, in words; empty where all was well
     */
    List<String> befall(Fleet fleet) throws InterruptedException;
}
