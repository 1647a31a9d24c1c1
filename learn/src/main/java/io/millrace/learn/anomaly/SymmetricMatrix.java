package io.millrace.learn.anomaly;

/** Directions in which a symmetric matrix only stretches, by the rotations of Jacobi (1846). */
final class SymmetricMatrix {
    private static final int SWEEPS_MAX = 30;
    private static final double NOTHING = 1e-14;

    private SymmetricMatrix() {}

    /**
     * Turns a matrix until only its diagonal is left.
     *
     * @param matrix of so many rows, one after the other; its diagonal has the stretches then
     * @param directions overwritten: column k is the direction of the k-th stretch, of length 1
     */
    static void rotate(double[] matrix, double[] directions, int size) {
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                directions[i * size + j] = i == j ? 1 : 0;
            }
        }
        for (int sweep = 0; sweep < SWEEPS_MAX; sweep++) {
            double off = 0;
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < i; j++) {
                    off += Math.abs(matrix[i * size + j]);
                }
            }
            if (!(off > NOTHING * size)) {
                return;
            }
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < i; j++) {
                    rotate(matrix, directions, size, j, i);
                }
            }
        }
    }

    /** Turns in the plane of two axes so that their entry is 0. */
    private static void rotate(double[] matrix, double[] directions, int size, int p, int q) {
        double entry = matrix[p * size + q];
        if (entry == 0) {
            return;
        }
        double slope = (matrix[q * size + q] - matrix[p * size + p]) / (2 * entry);
        double tangent = (slope >= 0 ? 1 : -1) / (Math.abs(slope) + Math.sqrt(slope * slope + 1));
        double cosine = 1 / Math.sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        for (int i = 0; i < size; i++) {
            double left = matrix[i * size + p];
            double right = matrix[i * size + q];
            matrix[i * size + p] = cosine * left - sine * right;
            matrix[i * size + q] = sine * left + cosine * right;
        }
        for (int i = 0; i < size; i++) {
            double upper = matrix[p * size + i];
            double lower = matrix[q * size + i];
            matrix[p * size + i] = cosine * upper - sine * lower;
            matrix[q * size + i] = sine * upper + cosine * lower;
            double left = directions[i * size + p];
            double right = directions[i * size + q];
            directions[i * size + p] = cosine * left - sine * right;
            directions[i * size + q] = sine * left + cosine * right;
        }
    }
}
