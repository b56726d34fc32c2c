using System.Buffers;
using System.Collections.Concurrent;
using MathNet.Numerics.Integration;

namespace Mlops.Sdk.Numerics;

/// <summary>
/// Shapley values of a game whose worth of a coalition is a product: player i brings <c>with[i]</c> when it takes part and <c>without[i]</c> when it does not.
/// A leaf of a decision tree is such a game, so the values of a tree are sums of these.
/// </summary>
/// <remarks>
/// The value of player i is the integral over t from 0 to 1 of (with[i] - without[i]) times the product over all others of t with[k] + (1 - t) without[k] (Owen's multilinear extension; Owen 1972,
/// "Multilinear extensions of games", theorem 5). The integrand is a polynomial of degree m - 1, which Gauss-Legendre quadrature with ceil(m / 2) nodes integrates exactly. O(m^2) time for values,
/// O(m^3) for interactions. No allocation up to 64 players.
/// </remarks>
public static class ProductGame
{
    private const int MostStackPlayers = 64;

    private static readonly ConcurrentDictionary<int, (double[] At, double[] Weights)> s_rules = new();

    /// <summary>Writes the Shapley value of every player; they add up to the worth of all less the worth of none.</summary>
    /// <param name="with">What each player brings when it takes part.</param>
    /// <param name="without">What stands in for each player that does not; as many.</param>
    /// <param name="values">Receives one value a player.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Values(ReadOnlySpan<double> with, ReadOnlySpan<double> without, Span<double> values)
    {
        Check(with, without, values.Length == with.Length, nameof(values));
        int players = with.Length;
        values.Clear();
        if (players == 0) return;
        double[]? rented = players > MostStackPlayers ? ArrayPool<double>.Shared.Rent(2 * players + 1) : null;
        Span<double> scratch = rented ?? stackalloc double[(2 * MostStackPlayers) + 1];
        Span<double> factors = scratch[..players], after = scratch.Slice(players, players + 1);
        (double[] nodes, double[] weights) = Rule((players + 1) / 2);
        for (int node = 0; node < nodes.Length; node++)
        {
            Factors(with, without, nodes[node], factors, after);
            double before = weights[node];
            for (int i = 0; i < players; i++)
            {
                values[i] += (with[i] - without[i]) * before * after[i + 1];
                before *= factors[i];
            }
        }

        if (rented is not null) ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>Writes the matrix of SHAP interaction values: off the diagonal half of the Shapley interaction index of a pair, on it what is left of the player's own value, so that rows add up to the Shapley values.</summary>
    /// <remarks>Definition: Lundberg, Erion and Lee 2018, "Consistent individualized feature attribution for tree ensembles", equations 6 to 9.</remarks>
    /// <param name="with">What each player brings when it takes part.</param>
    /// <param name="without">What stands in for each player that does not; as many.</param>
    /// <param name="matrix">Receives the symmetric matrix, row after row.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Interactions(ReadOnlySpan<double> with, ReadOnlySpan<double> without, Span<double> matrix)
    {
        int players = with.Length;
        Check(with, without, matrix.Length == players * players, nameof(matrix));
        matrix.Clear();
        if (players == 0) return;
        double[]? rented = players > MostStackPlayers ? ArrayPool<double>.Shared.Rent(3 * players + 1) : null;
        Span<double> scratch = rented ?? stackalloc double[(3 * MostStackPlayers) + 1];
        Span<double> factors = scratch[..players], after = scratch.Slice(players, players + 1), values = scratch.Slice((2 * players) + 1, players);
        (double[] nodes, double[] weights) = Rule(players / 2);
        for (int node = 0; node < nodes.Length; node++)
        {
            Factors(with, without, nodes[node], factors, after);
            double before = weights[node] / 2;
            for (int i = 0; i < players; i++)
            {
                double between = before * (with[i] - without[i]);
                for (int j = i + 1; j < players; j++)
                {
                    matrix[(i * players) + j] += between * (with[j] - without[j]) * after[j + 1];
                    between *= factors[j];
                }

                before *= factors[i];
            }
        }

        Values(with, without, values);
        for (int i = 0; i < players; i++)
        {
            matrix[(i * players) + i] += values[i];
            for (int j = i + 1; j < players; j++)
            {
                double shared = matrix[(i * players) + j];
                matrix[(j * players) + i] = shared;
                matrix[(i * players) + i] -= shared;
                matrix[(j * players) + j] -= shared;
            }
        }

        if (rented is not null) ArrayPool<double>.Shared.Return(rented);
    }

    private static void Check(ReadOnlySpan<double> with, ReadOnlySpan<double> without, bool room, string name)
    {
        if (with.Length != without.Length) throw new ArgumentException($"There are {with.Length} players and {without.Length} stand-ins; there is one for each.", nameof(without));
        if (!room) throw new ArgumentException($"The result does not have the size for {with.Length} players.", name);
    }

    // after[i] is the product of the factors from i on.
    private static void Factors(ReadOnlySpan<double> with, ReadOnlySpan<double> without, double t, Span<double> factors, Span<double> after)
    {
        after[^1] = 1;
        for (int i = factors.Length - 1; i >= 0; i--)
        {
            factors[i] = (t * with[i]) + ((1 - t) * without[i]);
            after[i] = after[i + 1] * factors[i];
        }
    }

    private static (double[] At, double[] Weights) Rule(int nodes) => s_rules.GetOrAdd(Math.Max(nodes, 1), static count =>
    {
        var rule = new GaussLegendreRule(0, 1, count);
        return (rule.Abscissas, rule.Weights);
    });
}
