package io.millrace.learn.drift;

import io.millrace.core.learn.DriftDetector;
import io.millrace.core.learn.DriftDetector.Signal;
import io.millrace.learn.random.Randomness;
import java.util.ArrayList;
import java.util.List;

/** Numbers with a known change, for which the answers of other implementations are known too. */
final class Streams {
    private static final String COINS = ""
            + "222aa8771deb7322f655c8c3590c849e39621e8722181576e36149015fd9c4fcc85bf744ae42ffe7036322178ab8793e09c6"
            + "ec5cd4062f61aec3cfc385de66aa80f28a830440e5e0c5162f97462f674f2fce128367cf93cf374e9cff5c02d1a6be3fbe05"
            + "31022abebe89e1571121b5878a2675b0c3bbd884f1c14aedfb";

    private static final String DICE = ""
            + "2cb4be36b8ac8c8555c0fc6a3a9048992c3fdffe247bc8dc8fa11257f434c91ec197e2aa7f42c666fd032d3cf50d5f57c1fd"
            + "0d13627ea1f50cc610716079624910a6db55bd7948115f7447b50edf2120afb59583c0dd32ed0f8732362dc2606012242887"
            + "1dc7d51eea147f95fe6eeeb7789072493c598e79273c6591f2ee5ac7980c5809168c50afda3edd69fb5d39e6e175f2e71271"
            + "4e6443d30e7ecad9ae34d07c965fef9ba1a8d373a2927180f180c8a855c73edf5e9b98ead8a846652068a0d992b7b1db02c9"
            + "7e75624bf3f234a92218dd948557daa0d8902c9a0e246b765a0574563b4be185c61988b171cc997302510a4c9c4e4d173caf";

    private static final String ERRORS = ""
            + "8e136c8fdf80874fc1a8b318f746b6f1cc65334459360e205be053cf74cb74931cfac5a61b1f1e35f5eb486ba8b57c980f46"
            + "19b8252c65fff1e0991f1dc10940b1be1b6c6b762ded9692595d2aa0c702eb0a4ae9bc826fde33c07e5b0d7178ed66cb6bd7"
            + "32c6bb9ea97ce79b47341c643b756ff993eb2fd5f1cc44e8237cfa535094fdbef93fbebba9fbfe9ffb3babf1babb457d3f3e"
            + "bf5f8effe675fff1e75f2fdffffcc5daeebffbe76ad96f363cbb4daff3fb7d87af7ffbdfbb7d9fff3cdbdeff17dfbfdc3f6e"
            + "bf3fde37ef0d7fbafffadbf67f6f7fbfba97e3dfe51f3f3aeddafdefaff57e27bd23d9fa8fe6d765f7f5affff70f5bc3657f";

    private Streams() {}

    /** 1000 numbers of 0 or 1, then 1000 from 4 to 7. */
    static double[] abrupt() {
        double[] values = new double[2000];
        for (int i = 0; i < 1000; i++) {
            values[i] = bits(COINS, i, 1);
            values[1000 + i] = 4 + bits(DICE, i, 2);
        }
        return values;
    }

    /** 2000 times right or wrong; from 1000 on it is wrong more often. */
    static double[] errors() {
        double[] values = new double[2000];
        for (int i = 0; i < 2000; i++) {
            values[i] = bits(ERRORS, i, 1);
        }
        return values;
    }

    private static int bits(String digits, int index, int width) {
        int perDigit = 4 / width;
        int digit = Character.digit(digits.charAt(index / perDigit), 16);
        return digit >> (perDigit - 1 - index % perDigit) * width & (1 << width) - 1;
    }

    /** The places where a detector gave a signal. */
    static List<Integer> places(DriftDetector detector, double[] values, Signal signal) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (detector.update(values[i]) == signal) {
                places.add(i);
            }
        }
        return places;
    }

    /** Bits that are 1 with a probability that changes after {@code before} of them. */
    static double[] step(double first, double second, int before, int after, long seed) {
        Randomness randomness = new Randomness(seed);
        double[] values = new double[before + after];
        for (int i = 0; i < values.length; i++) {
            values[i] = randomness.nextDouble() < (i < before ? first : second) ? 1 : 0;
        }
        return values;
    }
}
