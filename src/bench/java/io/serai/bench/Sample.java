package io.serai.bench;

/**
 * One load on one target, and what it cost the target's processes.
 *
 * @param cpuMicros of the target's processes
 * @param loadCpuMicros of the load process
 * @param rssKib of the target's processes, at most, while the load ran
 */
record Sample(LoadResult result, long cpuMicros, long loadCpuMicros, long rssKib) {

    double cpuPerCall() {
        return (double) cpuMicros / Math.max(1, result.completed());
    }

    /** The same, of which another part is looked at. */
    Sample costing(long micros) {
        return new Sample(result, micros, loadCpuMicros, rssKib);
    }

    double loadCpuPerCall() {
        return (double) loadCpuMicros / Math.max(1, result.completed());
    }

    double cpuPerMark() {
        return (double) cpuMicros / Math.max(1, result.marks());
    }

    double marksPerSecond() {
        return result.marks() * 1e9 / Math.max(1, result.elapsedNanos());
    }
}
