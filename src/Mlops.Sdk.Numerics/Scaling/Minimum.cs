namespace Mlops.Sdk.Numerics;

/// <summary>The least value of a function of one number.</summary>
internal static class Minimum
{
    private const double Golden = 0.3819660112501051;
    private const int Most = 200;

    /// <summary>Where a function with one minimum in an interval is least: golden sections, and parabolas through the three best points where they converge (Brent 1973, chapter 5).</summary>
    /// <param name="f">The function.</param>
    /// <param name="low">The lower end.</param>
    /// <param name="high">The upper end.</param>
    /// <param name="tolerance">The distance to it that is near enough, as a share of its size or of 1.</param>
    public static double Find(Func<double, double> f, double low, double high, double tolerance)
    {
        double best = low + (Golden * (high - low)), second = best, third = best;
        double atBest = f(best), atSecond = atBest, atThird = atBest, step = 0, before = 0;
        for (int i = 0; i < Most; i++)
        {
            double middle = 0.5 * (low + high), near = tolerance * Math.Max(1, Math.Abs(best));
            if (Math.Abs(best - middle) <= (2 * near) - (0.5 * (high - low))) break;
            double p = 0, q = 0, r = 0;
            if (Math.Abs(before) > near)
            {
                r = (best - second) * (atBest - atThird);
                q = (best - third) * (atBest - atSecond);
                p = ((best - third) * q) - ((best - second) * r);
                q = 2 * (q - r);
                (p, q) = q > 0 ? (-p, q) : (p, -q);
                (r, before) = (before, step);
            }

            if (Math.Abs(p) < Math.Abs(0.5 * q * r) && p > q * (low - best) && p < q * (high - best))
            {
                step = p / q;
                if (best + step - low < 2 * near || high - best - step < 2 * near) step = best < middle ? near : -near;
            }
            else
            {
                before = best < middle ? high - best : low - best;
                step = Golden * before;
            }

            double at = best + (Math.Abs(step) >= near ? step : Math.CopySign(near, step)), value = f(at);
            if (value <= atBest)
            {
                if (at < best) high = best;
                else low = best;
                (third, atThird, second, atSecond, best, atBest) = (second, atSecond, best, atBest, at, value);
                continue;
            }

            if (at < best) low = at;
            else high = at;
            if (value <= atSecond || second == best) (third, atThird, second, atSecond) = (second, atSecond, at, value);
            else if (value <= atThird || third == best || third == second) (third, atThird) = (at, value);
        }

        return best;
    }
}
