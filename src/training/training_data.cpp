#include <inkline/training/training_data.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include <inkline/base/error.hpp>
#include <inkline/base/random.hpp>
#include <inkline/training/split.hpp>

namespace inkline {
namespace {

std::map<std::string, int> classes_of(const std::vector<std::string>& alphabet) {
  require_setting(!alphabet.empty(), "alphabet must not be empty");
  std::map<std::string, int> classes;
  for (std::size_t i = 0; i < alphabet.size(); ++i) {
    require_setting(classes.emplace(alphabet[i], static_cast<int>(i)).second,
                    "alphabet names '" + alphabet[i] + "' twice");
  }
  return classes;
}

std::vector<Sample> samples_of(const DataSet& data, std::size_t set, Part part,
                               const std::map<std::string, int>& classes, std::size_t& foreign) {
  std::vector<Sample> samples;
  for (const std::size_t item : items_of(data, part)) {
    const auto found = classes.find(data.items[item].label);
    if (found == classes.end()) {
      ++foreign;
    } else {
      samples.push_back({set, item, found->second});
    }
  }
  return samples;
}

/// Everything once per time it fits into `quota`, then a random choice of the rest.
void take(std::vector<std::size_t> members, std::size_t quota, Random& random,
          std::vector<std::size_t>& plan) {
  for (; quota >= members.size(); quota -= members.size()) {
    plan.insert(plan.end(), members.begin(), members.end());
  }
  for (std::size_t i = 0; i < quota; ++i) {
    std::swap(members[i], members[i + random.index(members.size() - i)]);
    plan.push_back(members[i]);
  }
}

void shuffle(std::vector<std::size_t>& values, Random& random) {
  for (std::size_t i = values.size(); i > 1; --i) {
    std::swap(values[i - 1], values[random.index(i)]);
  }
}

}  // namespace

TrainingData split_for_training(std::vector<DataSet> sets, std::vector<std::string> alphabet) {
  const std::map<std::string, int> classes = classes_of(alphabet);
  TrainingData data;
  data.alphabet = std::move(alphabet);
  for (std::size_t set = 0; set < sets.size(); ++set) {
    const auto part = [&](Part wanted) {
      return samples_of(sets[set], set, wanted, classes, data.foreign);
    };
    const std::vector<Sample> training = part(Part::train);
    const std::vector<Sample> validation = part(Part::validation);
    data.held_out += part(Part::held_out).size();
    data.training.insert(data.training.end(), training.begin(), training.end());
    data.validation.insert(data.validation.end(), validation.begin(), validation.end());
  }
  data.sets = std::move(sets);
  const std::string name = data.sets.empty() ? "data" : data.sets.front().name;
  if (data.training.empty()) throw Error(Fault::input, name + ": holds nothing to train on");
  if (data.validation.empty()) {
    throw Error(Fault::input, name + ": holds no writer to validate on");
  }
  return data;
}

std::vector<std::size_t> plan_epoch(std::span<const Sample> samples, std::size_t classes,
                                    float balance, std::uint64_t seed) {
  std::vector<std::vector<std::size_t>> members(classes);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    members[static_cast<std::size_t>(samples[i].label)].push_back(i);
  }
  const auto share = [&](const std::vector<std::size_t>& of_class) {
    if (of_class.empty()) return 0.0;
    return std::pow(static_cast<double>(of_class.size()), 1.0 - static_cast<double>(balance));
  };
  double total = 0;
  for (const auto& of_class : members) total += share(of_class);

  Random random(seed);
  std::vector<std::size_t> plan;
  plan.reserve(samples.size());
  double wanted = 0;  // running sum, so that rounding never loses a sample overall
  for (auto& of_class : members) {
    wanted += share(of_class) / total * static_cast<double>(samples.size());
    const auto until = static_cast<std::size_t>(std::llround(wanted));
    if (until > plan.size() && !of_class.empty()) {
      take(std::move(of_class), until - plan.size(), random, plan);
    }
  }
  shuffle(plan, random);
  return plan;
}

void describe_samples(const TrainingData& data, std::span<const Sample> samples,
                      std::span<const std::size_t> order, FeatureKind features, std::uint64_t seed,
                      std::size_t first, WorkerPool& pool, DescribedSamples& described) {
  constexpr std::size_t group = 16;  // samples a thread takes at once
  const auto inputs = static_cast<std::size_t>(feature_count(features));
  described.features.resize(static_cast<Eigen::Index>(inputs),
                            static_cast<Eigen::Index>(order.size()));
  described.labels.resize(order.size());
  pool.run(static_cast<int>((order.size() + group - 1) / group), [&](int index) {
    const std::size_t begin = static_cast<std::size_t>(index) * group;
    for (std::size_t i = begin; i < std::min(begin + group, order.size()); ++i) {
      const Sample& sample = samples[order[i]];
      const DrawnGlyph drawn =
          data.sets[sample.set].draw(sample.item, derived_seed(seed, first + i));
      describe_glyph(features, drawn.glyph, drawn.context,
                     {described.features.col(static_cast<Eigen::Index>(i)).data(), inputs});
      described.labels[i] = sample.label;
    }
  });
}

}  // namespace inkline
