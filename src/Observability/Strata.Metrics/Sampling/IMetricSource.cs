namespace Strata.Metrics.Sampling;

/// <summary>Metrics as they stand now, to be kept: those of this process, those that projects sent.</summary>
public interface IMetricSource
{
    /// <summary>Expositions in Prometheus' text format, by project; the empty project is the installation's own, which its operator sees.</summary>
    IEnumerable<(string Project, string Text)> Read();
}
